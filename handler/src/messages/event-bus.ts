import {
  EventBridgeClient,
  type EventBridgeClientConfig,
  PutEventsCommand,
  type PutEventsCommandOutput,
} from '@aws-sdk/client-eventbridge';

/** The `source` of all events; the role may send no other. */
const EVENT_SOURCE = 'darkroom';

/**
 * EventBridge's own failures, which a later attempt may not meet; all others mean that the request itself is refused. See
 * "Handling failures with PutEvents" in the EventBridge user guide, and `ErrorCode` of PutEventsResultEntry.
 */
const RETRYABLE = new Set(['InternalException', 'InternalFailure', 'ThrottlingException']);

/** An event that EventBridge did not take, although it answered the request with 200. */
export class EventRefused extends Error {
  override readonly name = 'EventRefused';
  /** Read by the SDK's retry strategy; absent if another attempt cannot succeed. */
  readonly $retryable?: { throttling: boolean };

  constructor(code: string, message: string) {
    super(`EventBridge did not take the event: ${code}: ${message}`);
    if (RETRYABLE.has(code)) this.$retryable = { throttling: code === 'ThrottlingException' };
  }
}

/**
 * Sends one event, whose detail is this JSON document.
 * @throws if EventBridge did not take it
 */
export type PutEvent = (type: string, document: string) => Promise<void>;

/** Sends events to the bus of this name. An event that is not taken is sent again as often as a request that fails. */
export function createPutEvent(bus: string, options: EventBridgeClientConfig): PutEvent {
  const client = failOnRefusedEvents(new EventBridgeClient(options));
  return async (type, document) => {
    const entry = { EventBusName: bus, Source: EVENT_SOURCE, DetailType: type, Detail: document };
    await client.send(new PutEventsCommand({ Entries: [entry] }));
  };
}

/** EventBridge reports such an event inside a successful response, which the SDK neither retries nor throws. */
function failOnRefusedEvents(client: EventBridgeClient): EventBridgeClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { Entries = [], FailedEntryCount = 0 } = result.output as PutEventsCommandOutput;
      const refused = Entries.find(({ EventId }) => EventId === undefined);
      if (FailedEntryCount > 0 || refused !== undefined) {
        const { ErrorCode = 'without a code', ErrorMessage = 'without a message' } = refused ?? {};
        throw new EventRefused(ErrorCode, ErrorMessage);
      }
      return result;
    },
    // Within each attempt, around what parses its response.
    { step: 'deserialize', name: 'failOnRefusedEvents', priority: 'high' },
  );
  return client;
}
