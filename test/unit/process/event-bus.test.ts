import type { PutEventsResponse } from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from '@jest/globals';

import { createPutEvent, EventRefused } from '../../../handler/src/messages/event-bus.ts';

interface Answer {
  status?: number;
  body: PutEventsResponse | { __type: string; message?: string };
}

const TAKEN: Answer = { body: { FailedEntryCount: 0, Entries: [{ EventId: 'id' }] } };
const refusal = (ErrorCode: string): Answer => ({
  body: { FailedEntryCount: 1, Entries: [{ ErrorCode, ErrorMessage: 'Sorry.' }] },
});

/** What sends to a service that gives these answers in turn, the last one for ever, and what that was sent. */
function busThatAnswers(...answers: readonly [Answer, ...Answer[]]) {
  const requests: Record<string, unknown>[] = [];
  const left = [...answers];
  const putEvent = createPutEvent('photos', {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 3,
    requestHandler: {
      handle: ({ body }: { body: Uint8Array }) => {
        requests.push(JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>);
        const { status = 200, body: answer } = (left.length > 1 ? left.shift() : left[0]) ?? TAKEN;
        return Promise.resolve({
          response: {
            statusCode: status,
            headers: { 'content-type': 'application/x-amz-json-1.1' },
            body: Buffer.from(JSON.stringify(answer)),
          },
        });
      },
    },
  });
  return { putEvent, requests };
}

const DOCUMENT = '{"type":"ready","path":"a.jpg"}';

test('an event names its source, its type and its bus, and its detail is the document', async () => {
  const { putEvent, requests } = busThatAnswers(TAKEN);
  await putEvent('ready', DOCUMENT);
  expect(requests).toEqual([
    { Entries: [{ EventBusName: 'photos', Source: 'darkroom', DetailType: 'ready', Detail: DOCUMENT }] },
  ]);
});

describe('an event that EventBridge does not take, in a response with status 200,', () => {
  test.each(['ThrottlingException', 'InternalFailure', 'InternalException'])(
    'is sent again at once after %s',
    async (code) => {
      const { putEvent, requests } = busThatAnswers(refusal(code), refusal(code), TAKEN);
      await putEvent('ready', DOCUMENT);
      expect(requests).toHaveLength(3);
      expect(new Set(requests.map((request) => JSON.stringify(request))).size).toBe(1);
    },
  );

  test('fails after the last attempt, so that its message returns to the queue', async () => {
    const { putEvent, requests } = busThatAnswers(refusal('InternalFailure'));
    await expect(putEvent('ready', DOCUMENT)).rejects.toThrow(
      'EventBridge did not take the event: InternalFailure: Sorry.',
    );
    expect(requests).toHaveLength(3);
  });

  test.each(['NotAuthorizedForSourceException', 'InvalidArgument', 'ResourceNotFoundException', 'MalformedDetail'])(
    'fails at once for %s, which another attempt cannot mend',
    async (code) => {
      const { putEvent, requests } = busThatAnswers(refusal(code));
      await expect(putEvent('ready', DOCUMENT)).rejects.toThrow(EventRefused);
      expect(requests).toHaveLength(1);
    },
  );

  test.each<[string, PutEventsResponse]>([
    ['a count without an entry', { FailedEntryCount: 1, Entries: [] }],
    ['an entry without a count', { Entries: [{ ErrorCode: 'InvalidArgument' }] }],
    ['an entry that has neither an ID nor a code', { FailedEntryCount: 0, Entries: [{}] }],
  ])('is noticed from %s', async (_what, body) => {
    const { putEvent } = busThatAnswers({ body });
    await expect(putEvent('ready', DOCUMENT)).rejects.toThrow('did not take the event');
  });
});

test('a request that fails as a whole is thrown as the SDK throws it', async () => {
  const { putEvent, requests } = busThatAnswers({
    status: 400,
    body: { __type: 'ValidationException', message: 'Total size of the entries in the request is over the limit.' },
  });
  await expect(putEvent('ready', DOCUMENT)).rejects.toThrow('over the limit');
  expect(requests).toHaveLength(1);
});
