import * as z from 'zod/mini';

import { messageOf } from '../errors.ts';
import { NEGOTIATED_FORMATS } from '../formats.ts';
import { isObject, parseJson } from '../json.ts';
import { foldersOf, type Prefixes } from '../keys.ts';
import { limitsSchema } from '../limits.ts';
import { overlaysSchema } from '../overlays.ts';
import { type Presets, presetsSchema } from '../presets.ts';
import { withOverlays } from './named.ts';
import { unpackPresets } from './packed.ts';
import { problemsOf } from './problems.ts';

const atLeastOne = z.int().check(z.minimum(1));
const url = z.string().check(z.regex(/^https?:\/\/\S+$/));
/** An absolute path of characters that nothing encodes, without a slash at its end. */
const uriPath = z.string().check(z.regex(/^(\/[A-Za-z0-9._-]+)+$/));
const prefix = z.string().check(z.regex(/^[^/].*\/$/));
const prefixOrAll = z.string().check(z.regex(/^([^/].*\/)?$/));
const bucketName = z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/));

/** The configuration of a function: one JSON document in the environment variable `DARKROOM_CONFIG`. */
const configSchema = z
  .strictObject({
    /** Dimension of metrics and field of log lines. */
    stack: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
    bucket: bucketName,
    /** The bucket of variants, manifests and locks, if it is not the originals' own. */
    variantsBucket: z.optional(bucketName),
    prefixes: z.strictObject({
      originals: prefixOrAll,
      /** The folders under the prefix that hold originals; absent for all. */
      folders: z.optional(z.array(prefix).check(z.minLength(1))),
      variants: prefix,
      manifests: prefix,
      locks: prefix,
    }),
    /** A string is unpacked first: see packed.ts. */
    presets: presetsSchema.check(finds(sizeless)),
    /** By the names that presets and signed transforms have for them; absent if there are none. */
    overlays: z.optional(overlaysSchema),
    limits: limitsSchema,
    /** Sent with every variant, so it must be a valid header value. */
    cacheControl: z.string().check(z.regex(/^[\x20-\x7e]{1,256}$/)),
    /** What happens to the variants of an earlier original when its successor is rejected; absent for `remove`. */
    onReject: z.optional(z.enum(['remove', 'keep'])),
    /** Topic for `ready`, `rejected` and `removed` events; null turns them off. */
    eventsTopic: z.nullable(z.string().check(z.regex(/^arn:[\w-]+:sns:\S+$/))),
    /** Name of the EventBridge bus for the same events; absent if they go to none. */
    eventBus: z.optional(z.string().check(z.regex(/^[A-Za-z0-9._/-]{1,256}$/))),
    queues: z.strictObject({ process: url, purge: z.nullable(url) }),
    /** How often a message is received before it becomes a dead letter. */
    maxReceiveCount: atLeastOne,
    /** Of this function, in MB and seconds. */
    memory: atLeastOne,
    timeout: atLeastOne,
    purge: z.optional(
      z.strictObject({
        /** The queue to which process sends changed paths. */
        queue: url,
        /** ID of the CloudFront distribution. */
        distribution: z.string().check(z.regex(/^[A-Z0-9]{1,32}$/)),
        /** Beginning of each image's path after the viewer function; absent if it is the spelled path alone. */
        uriPrefix: z.optional(uriPath),
      }),
    ),
    /** Bounds of signed transforms, for render; absent if there are no signing keys. */
    transforms: z.optional(
      z.strictObject({
        /** Largest width or height that may be requested, in pixels. */
        maxDimension: atLeastOne,
        formats: z.array(z.enum(NEGOTIATED_FORMATS)),
      }),
    ),
    /** The origin whose scripts may read render's errors, for `Access-Control-Allow-Origin`; absent if none may. */
    cors: z.optional(z.string().check(z.regex(/^(\*|https?:\/\/[a-z0-9.-]+(:[0-9]+)?)$/))),
    /** A CDN of the stack's owner, for render; absent for the distribution that the module makes. */
    ownCdn: z.optional(
      z.strictObject({
        /** Path on the CDN under which images are served; absent for all paths. */
        path: z.optional(uriPath),
        /** Beginning of the path of each request to render. */
        uriPrefix: uriPath,
      }),
    ),
    /** Path of the original whose variants replace those of originals that are missing or rejected. */
    fallback: z.optional(z.nullable(z.string().check(z.minLength(1)))),
    sweep: z.optional(
      z.strictObject({
        /** The sweep's own queue, in which the rest of a long sweep waits for the next invocation. */
        queue: url,
        /** Most messages per second that it adds to the process queue. */
        rate: atLeastOne,
        /** The sweep waits while the process queue holds more messages than this. */
        backlog: atLeastOne,
        /** Seconds during which a newly written object is left to its own event. */
        minimumAge: z.int().check(z.minimum(0)),
        /** Most shards that it runs in at once; one if absent. */
        shards: z.optional(atLeastOne),
      }),
    ),
  })
  .check(finds(overlaps), finds(tooLargePresets));

export type Config = z.infer<typeof configSchema>;

/**
 * The configuration in `DARKROOM_CONFIG`.
 * @throws Error that lists every problem, one per line, so that one deployment can fix them all.
 */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const text = environment['DARKROOM_CONFIG'];
  if (text === undefined || text === '') {
    throw new Error('DARKROOM_CONFIG is not set: it must contain the JSON document that the Terraform module writes');
  }
  const document = unpacked(parseJson(text));
  if (document === undefined) throw new Error(`DARKROOM_CONFIG is not JSON: received ${text.slice(0, 80)}`);
  const problems: string[] = [];
  const result = configSchema.safeParse(resolved(document, problems));
  if (result.success && problems.length === 0) return result.data;
  problems.push(...problemsOf(result.error?.issues ?? [], document));
  throw new Error(`DARKROOM_CONFIG has ${problems.length} problem(s):\n${problems.map((p) => `- ${p}`).join('\n')}`);
}

/** The document, with packed presets unpacked. */
function unpacked(document: unknown): unknown {
  if (document === null || typeof document !== 'object' || !('presets' in document)) return document;
  const { presets } = document;
  if (typeof presets !== 'string') return document;
  try {
    return { ...document, presets: unpackPresets(presets) };
  } catch (error) {
    throw new Error(`DARKROOM_CONFIG: presets ${messageOf(error)}; received ${presets.slice(0, 80)}`, { cause: error });
  }
}

/** The document, with overlays in place of their names in presets. */
function resolved(document: unknown, problems: string[]): unknown {
  if (!isObject(document) || !isObject(document['presets'])) return document;
  const { presets, overlays } = document;
  return { ...document, presets: withOverlays(presets, overlays, problems) };
}

/** A check with its own messages. It runs once its part of the document is well-formed. */
function finds<T>(problems: (value: T) => Iterable<string>) {
  return ({ value, issues }: z.core.ParsePayload<T>): void => {
    for (const message of problems(value)) issues.push({ code: 'custom', message, input: value });
  };
}

interface Places {
  readonly prefixes: Prefixes;
  readonly variantsBucket?: string | undefined;
}

/** Prefixes in two buckets may begin with each other. */
function* overlaps({ prefixes, variantsBucket }: Places): Generator<string> {
  const { originals, folders, ...made } = prefixes;
  const ofOriginals = foldersOf(prefixes).map((folder, index): [string, string] =>
    folders === undefined ? ['originals', originals] : [`folders.${index}`, originals + folder],
  );
  const buckets =
    variantsBucket === undefined ? [[...ofOriginals, ...Object.entries(made)]] : [ofOriginals, Object.entries(made)];
  for (const all of buckets) {
    for (const [name, value] of all) {
      const other = all.find(([otherName, otherValue]) => otherName !== name && value.startsWith(otherValue));
      if (other) {
        yield `prefixes.${name}: received "${value}", which lies inside ${other[0]} ("${other[1]}"); allowed: prefixes of which none begins with another`;
      }
    }
  }
}

function* sizeless(presets: Presets): Generator<string> {
  for (const [name, { width, height }] of Object.entries(presets)) {
    if (width === null && height === null) {
      yield `presets.${name}: received neither width nor height; allowed: at least one of them`;
    }
  }
}

interface Sizes {
  readonly presets: Presets;
  readonly limits: { readonly dimension: number };
}

function* tooLargePresets({ presets, limits }: Sizes): Generator<string> {
  for (const [name, { width, height }] of Object.entries(presets)) {
    if (Math.max(width ?? 0, height ?? 0) > limits.dimension) {
      yield `presets.${name}: received ${width ?? 'null'}x${height ?? 'null'}; allowed: widths and heights up to limits.dimension, ${limits.dimension} pixels`;
    }
  }
}
