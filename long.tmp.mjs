// long.tmp.mts
import fc2 from "fast-check";

// handler/src/manifest.ts
import * as z2 from "zod/mini";

// handler/src/errors.ts
var REJECTION_CODES = [
  "empty",
  "not_an_image",
  "unsupported_format",
  "corrupt",
  "too_many_bytes",
  "too_many_pixels",
  "too_many_frames",
  "too_many_channels",
  "too_many_scans",
  "too_many_directories",
  "metadata_too_large",
  "too_expensive",
  "bad_key"
];
var Rejection = class extends Error {
  name = "Rejection";
  code;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
};
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

// handler/src/image/types.ts
var SOURCE_FORMATS = ["jpeg", "png", "webp", "gif", "tiff", "avif"];

// handler/src/presets.ts
import * as z from "zod/mini";
var NEGOTIATED_FORMATS = ["webp", "avif"];
var PRESET_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;
var LARGEST_EDGE = 16383;
var edge = z.nullable(z.int().check(z.minimum(1), z.maximum(LARGEST_EDGE)));
var quality = z.optional(z.int().check(z.minimum(1), z.maximum(100)));
var presetSchema = z.strictObject({
  /** Width and height in pixels; one of them may be null, and then follows from the picture's shape. */
  width: edge,
  height: edge,
  fit: z.enum(["cover", "contain", "inside", "outside", "fill"]),
  position: z.enum([
    "centre",
    "top",
    "right top",
    "right",
    "right bottom",
    "bottom",
    "left bottom",
    "left",
    "left top",
    "entropy",
    "attention"
  ]),
  /** What is made beside the plain variant, for browsers that say they accept it. */
  formats: z.array(z.enum(NEGOTIATED_FORMATS)),
  /** 1 to 100 per format; a format that is absent uses the measured default. */
  quality: z.strictObject({ jpeg: quality, png: quality, webp: quality, avif: quality }),
  /** `#rrggbb`: what transparency is flattened onto in a JPEG, and what `contain` pads with. */
  background: z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/)),
  make: z.enum(["upload", "request"]),
  animated: z.boolean(),
  enlarge: z.boolean()
});
var presetsSchema = z.record(z.string().check(z.regex(PRESET_NAME)), presetSchema);

// handler/src/manifest.ts
var count = z2.int().check(z2.minimum(0));
var about = z2.describe;
var originalSchema = z2.object({
  etag: z2.string().check(about("ETag of the original, without quotes.")),
  version: z2.string().check(about("VersionId of the original, or its time of change where the bucket keeps no versions.")),
  bytes: count.check(about("Length of the original, in bytes."))
});
var imageSchema = z2.object({
  format: z2.enum(SOURCE_FORMATS).check(about("Format of the original, by its content.")),
  width: count.check(about("Pixels, after EXIF orientation.")),
  height: count.check(about("Pixels, after EXIF orientation.")),
  frames: count.check(about("Frames of an animation; 1 for a still picture.")),
  alpha: z2.boolean().check(about("Whether the original has transparency.")),
  degraded: z2.boolean().check(about("Whether the decoder had to work around damage."))
});
var variantSchema = z2.object({
  name: z2.string().check(about("Last segment of the key, variants/<path>/<name>, where the path is spelt as docs/urls.md says.")),
  preset: z2.string(),
  format: z2.enum(["plain", ...NEGOTIATED_FORMATS]).check(about("Whom it is for: every browser, or those that accept it.")),
  contentType: z2.string().check(about("What the bytes are, which may be a smaller or quicker format.")),
  width: count.check(about("Pixels.")),
  height: count.check(about("Pixels.")),
  bytes: count.check(about("Length of the variant, in bytes.")),
  etag: z2.string().check(about("ETag of the variant, without quotes."))
});
var common = {
  schema: z2.literal(1).check(about("Raised when a reader of the old form would misread the new one.")),
  path: z2.string().check(about("The original's key without the originals prefix.")),
  original: originalSchema,
  presets: z2.string().check(
    about(
      "Digest of the presets and the release that the variants were made with; of a rejection, of the limits too."
    )
  )
};
var readySchema = z2.object({
  ...common,
  status: z2.literal("ready"),
  image: imageSchema,
  variants: z2.array(variantSchema).check(about("Variants made at upload. Those made on request are not listed."))
});
var rejectedSchema = z2.object({
  ...common,
  status: z2.literal("rejected"),
  variants: z2.array(variantSchema).check(z2.maxLength(0)),
  rejection: z2.object({
    code: z2.enum(REJECTION_CODES).check(about("Stable: codes are added, never renamed.")),
    message: z2.string().check(about("One sentence: what was received, what is allowed, what to do."))
  })
});
var manifestSchema = z2.discriminatedUnion("status", [readySchema, rejectedSchema]);
var eventSchema = z2.discriminatedUnion("type", [
  eventOf("ready", readySchema),
  eventOf("rejected", rejectedSchema),
  eventOf("removed", z2.null())
]);
function eventOf(type, manifest) {
  return z2.object({
    type: z2.literal(type),
    stack: z2.string().check(about("Name of the stack that sent it.")),
    bucket: z2.string(),
    path: common.path,
    manifest
  });
}
var manifestText = (manifest) => JSON.stringify(manifest);
function parseManifest(text) {
  const result = manifestSchema.safeParse(text);
  return result.success ? result.data : null;
}

// handler/src/json.ts
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function canonicalJson(value) {
  return JSON.stringify(
    value,
    (_key, inner) => inner !== null && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a < b ? -1 : 1)) : inner
  );
}

// handler/src/image/names.ts
var variantName = (preset2, format) => `${preset2}~${format}`;
function variantNames(presets) {
  return Object.entries(presets).sort(([a], [b]) => a < b ? -1 : 1).flatMap(([preset2, { formats }]) => [
    { name: preset2, preset: preset2, format: "plain" },
    ...[...new Set(formats)].sort().map((format) => ({ name: variantName(preset2, format), preset: preset2, format }))
  ]);
}

// test/support/images/presets.ts
function preset(width, height, rest = {}) {
  return {
    width,
    height,
    fit: "cover",
    position: "centre",
    formats: [],
    quality: {},
    background: "#ffffff",
    make: "upload",
    animated: false,
    enlarge: false,
    ...rest
  };
}
var DEFAULT_LIMITS = {
  bytes: 52428800,
  pixels: 1e8,
  avifPixels: 4e7,
  frames: 1e3,
  framePixels: 1e8,
  channels: 5,
  edge: 8192,
  scans: 64
};
var LIMITS = { ...DEFAULT_LIMITS, bytes: 5e7 };

// test/support/world/kitchen.ts
var PRESETS = {
  small: preset(80, 60, { formats: ["webp"] }),
  wide: preset(160, 60, { make: "request" })
};
var LIMITS2 = { ...DEFAULT_LIMITS, bytes: 1e3 };
var cooked = (original, name) => `${name} of ${original}`;
var makeVariants = (bytes, presets, _limits, only2) => {
  const text = Buffer.from(bytes).toString("utf8");
  if (text.startsWith("bad")) return Promise.reject(new Rejection("not_an_image", `"${text}" is not an image`));
  const made = {
    image: { format: "jpeg", width: 400, height: 300, frames: 1, alpha: false, degraded: false },
    variants: variantNames(presets).filter(({ name }) => only2?.includes(name) ?? true).map((variant) => ({
      ...variant,
      contentType: "image/jpeg",
      width: 80,
      height: 60,
      frames: 1,
      bytes: Buffer.from(cooked(text, variant.name))
    })),
    timings: { probe: 1, decode: 2, encode: 3 }
  };
  return Promise.resolve(made);
};

// handler/src/spelling.ts
var ENCODED_FOLDER = "_base32";
var ORDINARY = /^(?!_base32(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;
var DOT_SEGMENT = /(^|\/)\.\.?(\/|$)/;
var DECODINGS = 8;
var ALPHABET = "0123456789abcdefghijklmnopqrstuv";
function isOrdinary(path) {
  return ORDINARY.test(path) && !DOT_SEGMENT.test(path);
}
function spell(path) {
  return isOrdinary(path) ? path : `${ENCODED_FOLDER}/${base32hex(utf8(path))}`;
}
function variantKey(path, name) {
  return `${spell(path)}/${name}`;
}
function hasDotSegment(path) {
  let decoded = path;
  for (let times = 0; times <= DECODINGS; times++) {
    if (DOT_SEGMENT.test(decoded)) return true;
    const again = decoded.replace(/%[0-7][0-9a-f]/gi, (code) => String.fromCharCode(parseInt(code.slice(1), 16)));
    if (again === decoded) return false;
    decoded = again;
  }
  return true;
}
function unspell(spelled) {
  if (spelled.indexOf(`${ENCODED_FOLDER}/`) !== 0) return isOrdinary(spelled) ? spelled : null;
  const bytes = unbase32hex(spelled.slice(ENCODED_FOLDER.length + 1));
  const path = bytes === null ? null : fromUtf8(bytes);
  return path !== null && spell(path) === spelled ? path : null;
}
function utf8(text) {
  const encoded = encodeURIComponent(text);
  const bytes = [];
  for (let at = 0; at < encoded.length; at++) {
    if (encoded.charAt(at) === "%") {
      bytes.push(parseInt(encoded.slice(at + 1, at + 3), 16));
      at += 2;
    } else {
      bytes.push(encoded.charCodeAt(at));
    }
  }
  return bytes;
}
function fromUtf8(bytes) {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte < 16 ? "0" : ""}${byte.toString(16)}`).join(""));
  } catch {
    return null;
  }
}
function base32hex(bytes) {
  let text = "";
  let held = 0;
  let bits = 0;
  bytes.forEach((byte) => {
    held = held << 8 | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt(held >> bits & 31);
    }
    held &= (1 << bits) - 1;
  });
  return bits > 0 ? text + ALPHABET.charAt(held << 5 - bits & 31) : text;
}
function unbase32hex(text) {
  const bytes = [];
  let held = 0;
  let bits = 0;
  for (let at = 0; at < text.length; at++) {
    const value = ALPHABET.indexOf(text.charAt(at));
    if (value < 0) return null;
    held = (held << 5 | value) & 4095;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(held >> bits & 255);
    }
  }
  return bytes;
}

// handler/src/keys.ts
var LONGEST_KEY = 1024;
var MARK_LENGTH = 8;
var bytesOf = (text) => Buffer.byteLength(text, "utf8");
function createKeys(prefixes) {
  const keys = {
    original: (path) => prefixes.originals + path,
    variant: (path, name) => prefixes.variants + variantKey(path, name),
    variants: (path) => `${prefixes.variants}${spell(path)}/`,
    manifest: (path) => `${prefixes.manifests}${path}.json`,
    lock: (path, name) => `${prefixes.locks}${path}/${name}`,
    locks: (path) => `${prefixes.locks}${path}/`,
    pathOfOriginal: (key) => key.startsWith(prefixes.originals) ? key.slice(prefixes.originals.length) : null,
    pathOfManifest: (key) => key.startsWith(prefixes.manifests) && key.endsWith(".json") ? key.slice(prefixes.manifests.length, -".json".length) : null,
    addressOfVariant: (key) => {
      const slash = key.lastIndexOf("/");
      if (!key.startsWith(prefixes.variants) || slash < prefixes.variants.length) return null;
      const path = unspell(key.slice(prefixes.variants.length, slash));
      return path === null ? null : { path, name: key.slice(slash + 1) };
    },
    storable: (path) => bytesOf(keys.manifest(path)) <= LONGEST_KEY && bytesOf(keys.locks(path)) + MARK_LENGTH <= LONGEST_KEY,
    problem: (path, names2) => {
      if (path === "") {
        return bad(`The key is the folder "${prefixes.originals}" itself: upload the original under a name in it.`);
      }
      if (/\p{Surrogate}/u.test(path)) {
        return bad("The path holds half of a surrogate pair, which is no Unicode text: rename the original.");
      }
      const dots = path.split("/").find(hasDotSegment);
      if (dots !== void 0) return bad(dotSegment(dots));
      const longest = names2.reduce((a, b) => bytesOf(b) > bytesOf(a) ? b : a, "");
      const needed = [keys.variant(path, longest), keys.lock(path, longest), keys.manifest(path)];
      const length = Math.max(...needed.map(bytesOf), bytesOf(keys.locks(path)) + MARK_LENGTH);
      if (length <= LONGEST_KEY) return null;
      const over = length - LONGEST_KEY;
      const [spelt, shorter] = isOrdinary(path) ? ["", over] : [speltLonger(path), bytesBeyond(path, over)];
      return bad(
        `The path is ${bytesOf(path)} bytes long${spelt} and would need a key of ${length} bytes (for the variant "${longest}" or the manifest), of at most ${LONGEST_KEY} in S3: shorten the path by ${shorter} bytes.`
      );
    }
  };
  return keys;
}
var formDecode = (key) => decodeURIComponent(key.replaceAll("+", " "));
var speltLonger = (path) => `, is spelt in ${spell(path).length} because it is not made of letters, digits, ".", "_", "-" and single slashes only,`;
var bytesBeyond = (path, characters) => bytesOf(path) - Math.floor((spell(path).length - spell("").length - characters) * 5 / 8);
var dotSegment = (segment) => segment === "." || segment === ".." ? `The path has the segment "${segment}", which browsers resolve before they ask, so no URL leads to it: rename the original.` : `The path has the segment "${segment}", which percent-decoding turns into one of "." or "..", or takes over eight times, so the CDN refuses every URL of it: rename the original.`;
var bad = (message) => new Rejection("bad_key", message);
var listedKey = (key, { EncodingType }) => EncodingType === "url" ? formDecode(key) : key;

// handler/src/recipe.ts
import { createHash } from "node:crypto";
function planOf(recipe) {
  const uploads = only(recipe.presets, "upload");
  const { limits, ...rest } = recipe;
  return {
    digest: digestOf({ ...rest, limits: { edge: limits.edge } }),
    rejectionDigest: digestOf(recipe),
    uploads,
    made: new Set(variantNames(uploads).map(({ name }) => name)),
    onRequest: new Set(variantNames(only(recipe.presets, "request")).map(({ name }) => name))
  };
}
function isCurrent({ status, presets }, { digest, rejectionDigest }) {
  return presets === (status === "rejected" ? rejectionDigest : digest);
}
var only = (presets, make3) => Object.fromEntries(Object.entries(presets).filter(([, preset2]) => preset2.make === make3));
function digestOf({ presets, ...rest }) {
  const sorted = Object.fromEntries(
    Object.entries(presets).map(([name, preset2]) => [
      name,
      { ...preset2, formats: [...new Set(preset2.formats)].sort() }
    ])
  );
  return createHash("sha256").update(canonicalJson({ presets: sorted, ...rest })).digest("hex").slice(0, 32);
}

// handler/src/store/list.ts
import { ListObjectsV2Command, paginateListObjectsV2 } from "@aws-sdk/client-s3";

// handler/src/store/errors.ts
function statusOf(error) {
  if (error === null || typeof error !== "object" || !("$metadata" in error)) return void 0;
  return error.$metadata?.httpStatusCode;
}
var unlessLost = (request, lost) => unless([404, 409, 412], request, lost);
var unlessChanged = (request, lost) => unless([404, 412], request, lost);
async function unless(refusals, request, lost) {
  try {
    return await request;
  } catch (error) {
    if (refusals.includes(statusOf(error) ?? 0)) return lost;
    throw error;
  }
}
async function unlessGone(request, lost) {
  try {
    return await unlessLost(request, lost);
  } catch (error) {
    if (statusOf(error) === 403) return lost;
    throw error;
  }
}

// handler/src/store/etag.ts
var bareTag = (etag) => (etag ?? "").replace(/^"|"$/g, "");
var quotedTag = (etag) => `"${etag}"`;

// handler/src/store/list.ts
async function listDirectly(client, bucket, prefix, most = Infinity) {
  const input = { Bucket: bucket, Prefix: prefix, Delimiter: "/", EncodingType: "url" };
  const found = [];
  for await (const page of paginateListObjectsV2({ client }, input)) {
    for (const { Key = "", ETag, LastModified } of page.Contents ?? []) {
      const key = listedKey(Key, page);
      found.push({ name: key.slice(prefix.length), etag: bareTag(ETag), modified: LastModified?.getTime() ?? 0 });
    }
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}
var missingByListing = (client, bucket) => async (key, read3) => {
  try {
    return await read3();
  } catch (error) {
    if (statusOf(error) === 404) return null;
    if (statusOf(error) === 403 && !await isListed(client, bucket, key)) return null;
    throw error;
  }
};
var missingByStatus = async (_key, read3) => {
  try {
    return await read3();
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 403) return null;
    throw error;
  }
};
async function isListed(client, bucket, key) {
  const page = await client.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1, EncodingType: "url" })
  );
  const first = page.Contents?.[0]?.Key;
  return first !== void 0 && listedKey(first, page) === key;
}

// handler/src/store/locks.ts
import { randomUUID } from "node:crypto";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import * as z3 from "zod/mini";
var noteSchema = z3.discriminatedUnion("state", [
  z3.object({ state: z3.literal("failed") }),
  z3.object({
    state: z3.literal("rejected"),
    /** Of which original, by which recipe: of others it says nothing. */
    version: z3.string(),
    presets: z3.string(),
    code: z3.enum(REJECTION_CODES),
    message: z3.string()
  })
]);
var bodySchema = z3.object({ note: z3.optional(noteSchema) });
function createLocks(client, bucket, keys, orMissing) {
  const put2 = async (path, name, condition, note) => {
    const Body = JSON.stringify({ id: randomUUID(), note });
    const Key = keys.lock(path, name);
    const { ETag } = await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...condition }));
    return bareTag(ETag);
  };
  return {
    list: (path) => listDirectly(client, bucket, keys.locks(path)),
    read: (path, name) => {
      const Key = keys.lock(path, name);
      return orMissing(Key, async () => {
        const { Body, ETag, LastModified } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        const body = bodySchema.safeParse(parseJson(await Body?.transformToString() ?? ""));
        return { etag: bareTag(ETag), modified: LastModified?.getTime() ?? 0, note: body.data?.note };
      });
    },
    acquire: (path, name) => unlessLost(put2(path, name, { IfNoneMatch: "*" }), null),
    takeOver: (path, name, etag) => unlessGone(put2(path, name, { IfMatch: quotedTag(etag) }), null),
    conclude: async (path, name, etag, note) => await unlessGone(put2(path, name, { IfMatch: quotedTag(etag) }, note), null) !== null,
    mark: (path, name) => put2(path, name, {}),
    release: async (path, name, etag) => {
      const request = new DeleteObjectCommand({ Bucket: bucket, Key: keys.lock(path, name), IfMatch: quotedTag(etag) });
      return await unlessGone(client.send(request), null) !== null;
    }
  };
}

// handler/src/store/manifests.ts
import { DeleteObjectCommand as DeleteObjectCommand2, GetObjectCommand as GetObjectCommand2, PutObjectCommand as PutObjectCommand2 } from "@aws-sdk/client-s3";

// handler/src/store/uncertain.ts
async function settled(uncertain, path, write) {
  try {
    const answer = await write;
    if (attemptsOf(answer) > 1) uncertain.add(path);
    return answer;
  } catch (error) {
    const isAnswered = (statusOf(error) ?? 500) < 500;
    if (!isAnswered || attemptsOf(error) > 1) uncertain.add(path);
    throw error;
  }
}
function attemptsOf(answer) {
  if (answer === null || typeof answer !== "object" || !("$metadata" in answer)) return 1;
  return answer.$metadata?.attempts ?? 1;
}

// handler/src/store/manifests.ts
var LARGEST_MANIFEST = 1048576;
function createManifests(client, bucket, keys, orMissing, uncertain) {
  const see = async (path) => {
    const Key = keys.manifest(path);
    const seen = await orMissing(Key, async () => {
      const { Body, ETag, ContentLength = 0 } = await client.send(new GetObjectCommand2({ Bucket: bucket, Key }));
      const etag = bareTag(ETag);
      if (ContentLength > LARGEST_MANIFEST) {
        Body?.destroy?.();
        return { manifest: "unreadable", etag };
      }
      const manifest = parseManifest(parseJson(await Body?.transformToString() ?? ""));
      return { manifest: manifest?.path === path ? manifest : "unreadable", etag };
    });
    return seen ?? { manifest: null, etag: null };
  };
  return {
    see,
    read: async (path) => (await see(path)).manifest,
    write: async (path, manifest, seen) => {
      const request = new PutObjectCommand2({
        Bucket: bucket,
        Key: keys.manifest(path),
        Body: manifestText(manifest),
        ContentType: "application/json",
        CacheControl: "no-cache",
        ...seen === null ? { IfNoneMatch: "*" } : { IfMatch: quotedTag(seen) }
      });
      return await unlessLost(settled(uncertain, path, client.send(request)), null) !== null;
    },
    delete: async (path, seen) => {
      const request = new DeleteObjectCommand2({ Bucket: bucket, Key: keys.manifest(path), IfMatch: quotedTag(seen) });
      return await unlessChanged(settled(uncertain, path, client.send(request)), null) !== null;
    }
  };
}

// handler/src/store/originals.ts
import { GetObjectCommand as GetObjectCommand3, HeadObjectCommand } from "@aws-sdk/client-s3";
var READ_TIMEOUT = 3e4;
function createOriginals(client, bucket, keys, orMissing) {
  return {
    head: (path) => {
      const Key = keys.original(path);
      return orMissing(Key, async () => {
        const head2 = await client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
        return { etag: bareTag(head2.ETag), version: versionOf(head2), bytes: head2.ContentLength ?? 0 };
      });
    },
    read: (path, seen) => {
      const Key = keys.original(path);
      return orMissing(Key, async () => {
        const request = new GetObjectCommand3({ Bucket: bucket, Key, IfMatch: quotedTag(seen.etag) });
        const answer = await unlessLost(client.send(request, { abortSignal: AbortSignal.timeout(READ_TIMEOUT) }), null);
        const bytes = await answer?.Body?.transformToByteArray();
        if (answer === null || versionOf(answer) !== seen.version) return null;
        if (bytes?.length !== seen.bytes) {
          throw new Error(`The original ended after ${bytes?.length ?? 0} of ${seen.bytes} bytes`);
        }
        return bytes;
      });
    }
  };
}
function versionOf({ VersionId, LastModified }) {
  return VersionId !== void 0 && VersionId !== "null" ? VersionId : LastModified?.toISOString() ?? "";
}

// handler/src/store/variants.ts
import {
  DeleteObjectCommand as DeleteObjectCommand3,
  GetObjectCommand as GetObjectCommand4,
  HeadObjectCommand as HeadObjectCommand2,
  PutObjectCommand as PutObjectCommand3
} from "@aws-sdk/client-s3";
var MOST_LISTED = 2e4;
function createVariants(client, bucket, keys, cacheControl, orMissing, uncertain) {
  const put2 = async (path, variant, origin, condition, signal) => {
    const { contentType, bytes } = variant;
    const stored = storedOrigin(origin);
    const input = {
      Bucket: bucket,
      Key: keys.variant(path, variant.name),
      Body: bytes,
      ContentType: contentType,
      CacheControl: cacheControl,
      Metadata: { "darkroom-original": stored.original, "darkroom-presets": stored.presets },
      ...condition
    };
    const request = client.send(new PutObjectCommand3(input), signal && { abortSignal: signal });
    const { ETag } = await settled(uncertain, path, request);
    return { etag: bareTag(ETag), contentType, cacheControl, size: bytes.length, bytes, origin: stored };
  };
  return {
    list: async (path) => {
      const prefix = keys.variants(path);
      return bytesOf(prefix) < LONGEST_KEY ? listDirectly(client, bucket, prefix, MOST_LISTED) : [];
    },
    head: (path, name) => {
      const Key = keys.variant(path, name);
      return orMissing(Key, async () => {
        const { ETag, Metadata } = await client.send(new HeadObjectCommand2({ Bucket: bucket, Key }));
        return { etag: bareTag(ETag), origin: originIn(Metadata) };
      });
    },
    read: (path, name, mostBytes) => {
      const Key = keys.variant(path, name);
      return orMissing(Key, async () => {
        const answer = await client.send(new GetObjectCommand4({ Bucket: bucket, Key }));
        const { Body, ETag, ContentType, CacheControl, ContentLength = 0, Metadata } = answer;
        const fits = ContentLength <= mostBytes;
        if (!fits) Body?.destroy?.();
        return {
          etag: bareTag(ETag),
          contentType: ContentType ?? "application/octet-stream",
          cacheControl: CacheControl ?? cacheControl,
          size: ContentLength,
          bytes: fits ? await Body?.transformToByteArray() ?? null : null,
          origin: originIn(Metadata)
        };
      });
    },
    putIfAbsent: (path, variant, origin, signal) => unlessLost(put2(path, variant, origin, { IfNoneMatch: "*" }, signal), null),
    replace: (path, variant, origin, etag, signal) => unlessGone(put2(path, variant, origin, { IfMatch: quotedTag(etag) }, signal), null),
    delete: async (path, name, etag) => {
      const Key = keys.variant(path, name);
      const request = new DeleteObjectCommand3({ Bucket: bucket, Key, IfMatch: quotedTag(etag) });
      return await unlessChanged(settled(uncertain, path, client.send(request)), null) !== null;
    }
  };
}
function isMadeFrom({ origin }, wanted) {
  const { original, presets } = storedOrigin(wanted);
  return origin.original === original && origin.presets === presets;
}
var originIn = (metadata = {}) => ({
  original: metadata["darkroom-original"] ?? "",
  presets: metadata["darkroom-presets"] ?? ""
});
var storedOrigin = ({ original, presets }) => ({
  original: headerSafe(original),
  presets: headerSafe(presets)
});
var headerSafe = (value) => value.replace(/[^\x21-\x7e]/g, "?").slice(0, 256);

// handler/src/store/client.ts
import { S3Client } from "@aws-sdk/client-s3";

// handler/src/store/sweep-lease.ts
import { GetObjectCommand as GetObjectCommand5, PutObjectCommand as PutObjectCommand4 } from "@aws-sdk/client-s3";
import * as z4 from "zod/mini";
var schema = z4.object({ id: z4.string(), done: z4.boolean() });

// handler/src/store/index.ts
function createStore({ client, bucket, keys, cacheControl, mayList = true }) {
  const orMissing = mayList ? missingByListing(client, bucket) : missingByStatus;
  const uncertain = /* @__PURE__ */ new Set();
  return {
    uncertain,
    originals: createOriginals(client, bucket, keys, orMissing),
    variants: createVariants(client, bucket, keys, cacheControl, orMissing, uncertain),
    manifests: createManifests(client, bucket, keys, orMissing, uncertain),
    locks: createLocks(client, bucket, keys, orMissing)
  };
}

// test/support/world/workshop.ts
var PREFIXES = { originals: "originals/", variants: "variants/", manifests: "manifests/", locks: "locks/" };
var KEYS = createKeys(PREFIXES);
var CACHE_CONTROL = "public, max-age=60";
function testWorkshop(client, overrides = {}) {
  return {
    store: createStore({ client, bucket: "bucket", keys: KEYS, cacheControl: CACHE_CONTROL }),
    keys: KEYS,
    plan: planOf({ presets: PRESETS, cacheControl: CACHE_CONTROL, release: 1, limits: LIMITS2 }),
    limits: LIMITS2,
    makeVariants,
    lookLater: () => Promise.resolve(),
    report: () => Promise.resolve(),
    now: () => 0,
    timeout: 60,
    maxReceiveCount: 5,
    ...overrides
  };
}

// handler/src/reconcile/each.ts
import pMap from "p-map";
var AT_ONCE = 8;
var MANY_AT_ONCE = 32;
async function each(items, operate, concurrency = AT_ONCE) {
  try {
    return await pMap(items, operate, { concurrency, stopOnError: false });
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] ?? error : error;
  }
}

// handler/src/reconcile/lock-life.ts
var LOCK_LIFE = 6;
var RENEW_EVERY = 2;
var CLOCK_SLACK = 2;
var isExpired = (modified, now) => now - modified > (LOCK_LIFE + CLOCK_SLACK) * 1e3;
var LOOK_AGAIN_AFTER = LOCK_LIFE + CLOCK_SLACK + 1;

// handler/src/reconcile/marks.ts
import { createHash as createHash2 } from "node:crypto";
var tag = (...parts) => createHash2("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, MARK_LENGTH - 2);
var stateTag = (version, digest) => tag("state", version ?? "", digest);
var dueMark = (kind, state) => `.${kind}${state}`;
var attemptMark = (receives, version) => `.${Math.min(receives, 9)}${tag("attempt", version)}`;
var isMark = ({ name }) => name.startsWith(".");
var isDue = ({ name }) => /^\.[ep]/.test(name);
var isPurge = (name) => name.startsWith(".p");
var isAttempt = ({ name }) => /^\.[2-9]/.test(name);
var isAttemptAt = (mark, version) => isAttempt(mark) && mark.name.slice(2) === tag("attempt", version);
var isAbandoned = ({ now, timeout }, { modified }) => now() - modified > (timeout + CLOCK_SLACK) * 1e3;

// handler/src/reconcile/attempts.ts
async function attempt(run, original, transform3) {
  if (run.receives < 2) return transform3();
  const mark = attemptMark(run.receives, original.version);
  const etag = await run.store.locks.mark(run.path, mark);
  try {
    return await transform3();
  } finally {
    await run.store.locks.release(run.path, mark, etag).catch(() => false);
  }
}
function refuseDeadly(run, seen, { version }) {
  const { receives, maxReceiveCount, timeout } = run;
  if (receives < maxReceiveCount - 1) return;
  const deaths = seen.marks.filter((mark) => isAttemptAt(mark, version) && isAbandoned(run, mark)).length;
  if (deaths < Math.max(1, Math.min(2, maxReceiveCount - 2))) return;
  throw new Rejection(
    "too_expensive",
    `Making the variants ended the function ${deaths} times, by its memory or its ${timeout} seconds: upload a smaller picture, or give the function more of both and upload it again.`
  );
}

// handler/src/reconcile/promise-report.ts
async function promiseReport(run, seen, changes) {
  run.acted = true;
  if (run.report === null || !run.keys.storable(run.path)) return;
  const state = stateTag(seen.original?.version ?? null, run.plan.digest);
  const mark = dueMark(changes ? "p" : "e", state);
  run.promised.add(mark);
  await run.store.locks.mark(run.path, mark);
}

// handler/src/reconcile/run.ts
var startRun = (workshop, path, receives) => ({
  ...workshop,
  path,
  receives,
  promised: /* @__PURE__ */ new Set(),
  proven: /* @__PURE__ */ new Set(),
  steps: {},
  lookArranged: false,
  acted: false,
  transforms: 0,
  made: null,
  madeFrom: null
});
async function timed(run, step2, work) {
  const start = performance.now();
  try {
    return await work();
  } finally {
    run.steps[step2] = Math.round((run.steps[step2] ?? 0) + performance.now() - start);
  }
}

// handler/src/reconcile/make.ts
async function make(run, seen, original) {
  try {
    refuseUnread(run, original);
    refuseDeadly(run, seen, original);
    if (run.made === null || run.madeFrom !== original.version) {
      const bytes = await timed(run, "read", () => run.store.originals.read(run.path, original));
      if (bytes === null) return;
      run.made = await timed(run, "transform", () => attempt(run, original, () => transform(run, bytes)));
      run.madeFrom = original.version;
    }
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    await timed(run, "store", () => storeRejection(run, seen, original, error));
    return;
  }
  const { made } = run;
  await timed(run, "store", () => storeMade(run, seen, original, made));
}
function refuseUnread({ keys, path, plan, limits }, { bytes }) {
  const problem = keys.problem(path, [...plan.made, ...plan.onRequest]);
  if (problem) throw problem;
  if (bytes === 0) throw new Rejection("empty", "The original is 0 bytes long: upload it again.");
  if (bytes > limits.bytes) {
    throw new Rejection(
      "too_many_bytes",
      `The original is ${bytes} bytes long, of at most ${limits.bytes}: upload a smaller file or raise limits.bytes.`
    );
  }
}
async function transform(run, bytes) {
  run.transforms += 1;
  const made = await run.makeVariants(bytes, run.plan.uploads, run.limits);
  const names2 = new Set(made.variants.map(({ name }) => name));
  if (names2.size !== run.plan.made.size || [...names2].some((name) => !run.plan.made.has(name))) {
    throw new Error(`Asked for ${[...run.plan.made].join(", ")} but got ${[...names2].join(", ")}`);
  }
  return made;
}
async function storeMade(run, seen, original, { image, variants }) {
  const { path, plan, store } = run;
  await promiseReport(run, seen, seen.listed.length > 0);
  const origin = { original: original.etag, presets: plan.digest };
  const present = new Map(seen.listed.map(({ name, etag }) => [name, etag]));
  const stored = await each(variants, async (variant) => {
    const { name, preset: preset2, format, contentType, width, height, bytes } = variant;
    const etag = await storeOne(run, variant, origin, present.get(name) ?? null);
    return etag === null ? [] : [{ name, preset: preset2, format, contentType, width, height, bytes: bytes.length, etag }];
  });
  await deleteOthers(run, seen, plan.made);
  if (stored.some((one) => one.length === 0)) return;
  const common2 = { schema: 1, path, original: copyOf(original), presets: plan.digest };
  const manifest = { ...common2, status: "ready", image, variants: stored.flat() };
  await store.manifests.write(path, manifest, seen.manifestTag);
}
async function storeOne(run, variant, origin, seen) {
  const { path, store } = run;
  const stored = seen === null ? await store.variants.putIfAbsent(path, variant, origin) : await store.variants.replace(path, variant, origin, seen);
  if (stored !== null) return stored.etag;
  const found = await store.variants.head(path, variant.name);
  return found !== null && isMadeFrom(found, origin) ? found.etag : null;
}
async function storeRejection(run, seen, original, why) {
  const { path, plan, store } = run;
  await promiseReport(run, seen, seen.listed.length > 0);
  await deleteOthers(run, seen, /* @__PURE__ */ new Set());
  await store.manifests.write(path, rejectedManifest(path, original, plan, why), seen.manifestTag);
}
var rejectedManifest = (path, original, { rejectionDigest }, { code, message }) => ({
  schema: 1,
  path,
  original: copyOf(original),
  presets: rejectionDigest,
  status: "rejected",
  variants: [],
  rejection: { code, message }
});
async function deleteOthers(run, seen, kept) {
  const others = seen.listed.filter(({ name }) => !kept.has(name));
  await each(others, ({ name, etag }) => run.store.variants.delete(run.path, name, etag), MANY_AT_ONCE);
}
var copyOf = ({ etag, version, bytes }) => ({ etag, version, bytes });

// handler/src/reconcile/observe.ts
async function observe(store, path) {
  const original = await store.originals.head(path);
  const beside = await store.locks.list(path);
  const listed = await store.variants.list(path);
  const { manifest, etag: manifestTag } = await store.manifests.see(path);
  return {
    original: original && isFolderMarker(path, original) ? null : original,
    locks: beside.filter((entry) => !isMark(entry)),
    marks: beside.filter(isMark),
    listed,
    manifest,
    manifestTag
  };
}
var isFolderMarker = (path, { bytes }) => bytes === 0 && (path === "" || path.endsWith("/"));
function rightManifest(seen, plan) {
  const { original, listed, manifest } = seen;
  if (original === null || manifest === null || manifest === "unreadable" || manifest.status !== "ready") return null;
  const { etag, bytes } = manifest.original;
  if (etag !== original.etag || bytes !== original.bytes || !isCurrent(manifest, plan)) return null;
  const names2 = new Set(manifest.variants.map(({ name }) => name));
  if (names2.size !== plan.made.size) return null;
  const tags = new Map(listed.map((entry) => [entry.name, entry.etag]));
  const { variants } = manifest;
  return variants.every(({ name, etag: tag2 }) => plan.made.has(name) && tags.get(name) === tag2) ? manifest : null;
}
function isConsistent({ original, listed, manifest }, plan, right) {
  if (original === null) return listed.length === 0 && manifest === null;
  if (manifest === null || manifest === "unreadable" || manifest.original.version !== original.version) return false;
  if (manifest.status === "ready") return right !== null;
  return manifest.original.etag === original.etag && isCurrent(manifest, plan) && listed.length === 0;
}

// handler/src/reconcile/outcome.ts
function outcomeOf(run, { original, manifest }, looks) {
  const record2 = manifest === "unreadable" ? null : manifest;
  const result = run.acted ? record2?.status ?? "removed" : "unchanged";
  const { made, path, transforms, steps } = run;
  return {
    result,
    ...result === "rejected" && record2?.status === "rejected" ? { code: record2.rejection.code, reason: record2.rejection.message } : {},
    path,
    bytes: original?.bytes ?? 0,
    ...made ? { pixels: made.image.width * made.image.height } : {},
    degraded: made?.image.degraded ?? false,
    transforms,
    variants: made?.variants.length ?? 0,
    variantBytes: made?.variants.reduce((sum, { bytes }) => sum + bytes.length, 0) ?? 0,
    looks,
    steps: { ...steps, ...made?.timings ?? {} }
  };
}

// handler/src/reconcile/settle.ts
async function settle(run, seen) {
  const { path, report, store } = run;
  const due = seen.marks.filter(isDue);
  const changed = [...due.map(({ name }) => name), ...run.promised].some(isPurge);
  if (report !== null && (due.length > 0 || changed)) {
    const manifest = seen.manifest === "unreadable" ? null : seen.manifest;
    await timed(run, "report", () => report({ path, manifest, changed }));
  }
  const state = stateTag(seen.original?.version ?? null, run.plan.digest);
  const isDone = (mark) => isDue(mark) && (mark.name.endsWith(state) || run.promised.has(mark.name) || isAbandoned(run, mark));
  const done = seen.marks.filter((mark) => isDone(mark) || isAttempt(mark) && isAbandoned(run, mark));
  await each(done, ({ name, etag }) => store.locks.release(path, name, etag));
}

// handler/src/reconcile/strays.ts
var MOST_ON_REQUEST = 5e3;
async function findStrays(run, { original, listed }) {
  const { plan } = run;
  if (original === null) return [];
  const others = listed.filter(({ name }) => !plan.made.has(name));
  const [foreign, known] = partition(others, ({ name }) => !plan.onRequest.has(name) && !name.startsWith("~"));
  const byAge = known.sort((a, b) => b.modified - a.modified);
  const judged = await each(
    byAge.slice(0, MOST_ON_REQUEST),
    async (entry) => await belongs(run, entry, original.etag) ? [] : [entry],
    MANY_AT_ONCE
  );
  return [...foreign, ...byAge.slice(MOST_ON_REQUEST), ...judged.flat()];
}
async function belongs(run, { name, etag }, original) {
  const claim = JSON.stringify([name, etag, original]);
  if (run.proven.has(claim)) return true;
  const stored = await run.store.variants.head(run.path, name);
  if (stored !== null && !isMadeFrom(stored, { original, presets: run.plan.digest })) return false;
  if (stored?.etag === etag) run.proven.add(claim);
  return true;
}
function partition(items, isFirst) {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

// handler/src/reconcile/uncertain.ts
var LOOK_AFTER_UNCERTAIN = 900;
async function lookAfterUncertain({ path, store, lookLater }) {
  if (!store.uncertain.has(path)) return;
  await lookLater(path, LOOK_AFTER_UNCERTAIN);
  store.uncertain.delete(path);
}

// handler/src/reconcile.ts
var MOST_LOOKS = 6;
async function reconcile(workshop, path, receives = 1) {
  const run = startRun(workshop, path, receives);
  if (!run.keys.storable(path)) return rejectUnstorable(run);
  for (let look = 1; look <= MOST_LOOKS; look += 1) {
    const seen = await timed(run, "observe", () => observe(run.store, path));
    if (await tendLocks(run, seen)) continue;
    const manifest = rightManifest(seen, run.plan);
    const strays = manifest === null ? [] : await timed(run, "observe", () => findStrays(run, seen));
    if (strays.length === 0 && isConsistent(seen, run.plan, manifest)) {
      await lookAfterUncertain(run);
      await settle(run, seen);
      return outcomeOf(run, seen, look);
    }
    if (seen.original === null) await remove(run, seen);
    else if (manifest === null) await make(run, seen, seen.original);
    else await renew(run, seen, seen.original, manifest, strays);
    if (seen.listed.length >= MOST_LISTED) {
      await run.lookLater(path, 0);
      return outcomeOf(run, seen, look);
    }
  }
  throw new Error(
    `Not settled after ${MOST_LOOKS} looks: the original keeps changing, or others keep writing its variants`
  );
}
async function remove(run, seen) {
  const { path, store } = run;
  await promiseReport(run, seen, seen.listed.length > 0);
  await each(seen.listed, ({ name, etag }) => store.variants.delete(path, name, etag), MANY_AT_ONCE);
  if (seen.manifestTag !== null) await store.manifests.delete(path, seen.manifestTag);
}
async function renew(run, seen, { etag, version, bytes }, manifest, strays) {
  const { path, store } = run;
  await promiseReport(run, seen, strays.length > 0);
  await each(strays, (stray) => store.variants.delete(path, stray.name, stray.etag), MANY_AT_ONCE);
  if (manifest.original.version === version) return;
  await store.manifests.write(path, { ...manifest, original: { etag, version, bytes } }, seen.manifestTag);
}
async function tendLocks(run, seen) {
  const { path, store, plan } = run;
  const expired = seen.locks.filter(({ modified }) => isExpired(modified, run.now()));
  if (expired.length < seen.locks.length && !run.lookArranged) {
    await run.lookLater(path, LOOK_AGAIN_AFTER);
    run.lookArranged = true;
  }
  if (expired.length === 0) return false;
  const notes = await each(expired, async ({ name }) => store.locks.read(path, name), MANY_AT_ONCE);
  const dead = new Set(expired.filter((_, index) => notes[index]?.note === void 0).map(({ name }) => name));
  if (dead.size > 0) {
    store.uncertain.add(path);
    await promiseReport(run, seen, true);
  }
  const suspects = seen.listed.filter(({ name }) => dead.has(name) && !plan.made.has(name));
  await each(suspects, ({ name, etag }) => store.variants.delete(path, name, etag), MANY_AT_ONCE);
  await each(expired, ({ name, etag }) => store.locks.release(path, name, etag), MANY_AT_ONCE);
  return true;
}
async function rejectUnstorable(run) {
  const original = await timed(run, "observe", () => run.store.originals.head(run.path));
  const problem = run.keys.problem(run.path, [...run.plan.made, ...run.plan.onRequest]);
  const manifest = original && problem && rejectedManifest(run.path, original, run.plan, problem);
  if (manifest) {
    run.acted = true;
    await run.report?.({ path: run.path, manifest, changed: false });
  }
  return outcomeOf(run, { original, manifest, manifestTag: null, locks: [], marks: [], listed: [] }, 1);
}

// test/support/memory-s3/bucket.ts
import { createHash as createHash3 } from "node:crypto";

// test/support/memory-s3/errors.ts
var MemoryS3Error = class extends Error {
  name;
  $metadata;
  constructor(name, httpStatusCode) {
    super(name);
    this.name = name;
    this.$metadata = { httpStatusCode };
  }
};
var preconditionFailed = () => new MemoryS3Error("PreconditionFailed", 412);
var missing = () => new MemoryS3Error("NoSuchKey", 404);
var forbidden = () => new MemoryS3Error("AccessDenied", 403);

// test/support/memory-s3/bucket.ts
function createBucket(options = {}) {
  const { name = "bucket", now = () => 0, versioned = true, uniqueTags = false } = options;
  const stacks = /* @__PURE__ */ new Map();
  const changes = [];
  const get = (key) => {
    const top = stacks.get(key)?.at(-1);
    return top === void 0 || "deleted" in top ? null : top;
  };
  const check = (key, { ifMatch, ifNoneMatch }) => {
    if (ifMatch === '"any"') return;
    const current = get(key);
    if (ifNoneMatch === "*" && current !== null) throw preconditionFailed();
    if (ifMatch === void 0) return;
    if (current === null) throw missing();
    if (ifMatch !== "*" && ifMatch !== current.etag) throw preconditionFailed();
  };
  const push = (key, entry) => {
    stacks.set(key, [...stacks.get(key) ?? [], entry]);
    changes.push({ key, object: get(key) });
  };
  const keys = (prefix = "") => [...stacks.keys()].filter((key) => key.startsWith(prefix) && get(key) !== null).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return {
    name,
    changes,
    get,
    put: (key, body, { ifMatch, ifNoneMatch, ...headers } = {}) => {
      check(key, { ifMatch, ifNoneMatch });
      const bytes = typeof body === "string" ? Buffer.from(body) : body;
      const hash = createHash3("md5").update(bytes);
      if (uniqueTags) hash.update(String(changes.length));
      const object4 = {
        ...headers,
        body: bytes,
        etag: `"${hash.digest("hex")}"`,
        version: versioned ? `v${changes.length}` : "null",
        modified: Math.floor(now() / 1e3) * 1e3
      };
      push(key, object4);
      return object4;
    },
    delete: (key, condition = {}) => {
      check(key, condition);
      push(key, { deleted: true });
    },
    revert: (key) => {
      stacks.set(key, (stacks.get(key) ?? []).slice(0, -1));
      changes.push({ key, object: get(key) });
    },
    expire: (prefix, before) => {
      for (const key of keys(prefix)) if ((get(key)?.modified ?? before) < before) push(key, { deleted: true });
    },
    keys
  };
}

// test/support/memory-s3/client.ts
import {
  DeleteObjectCommand as DeleteObjectCommand4,
  GetObjectCommand as GetObjectCommand6,
  HeadObjectCommand as HeadObjectCommand3,
  ListObjectsV2Command as ListObjectsV2Command2,
  PutObjectCommand as PutObjectCommand5,
  S3Client as S3Client2
} from "@aws-sdk/client-s3";
function createMemoryClient(bucket, options = {}) {
  const client = Object.create(S3Client2.prototype);
  const send = async (command) => {
    const { input } = command;
    const isWrite = command instanceof PutObjectCommand5 || command instanceof DeleteObjectCommand4;
    const land = () => {
      try {
        perform(bucket, command, options);
      } catch {
      }
    };
    const request = { name: command.constructor.name, key: input.Key ?? input.Prefix ?? "" };
    const attempts = await options.gate?.({ ...request, land: isWrite ? land : void 0 }) ?? 1;
    if (input.Bucket !== bucket.name) throw new MemoryS3Error("NoSuchBucket", 404);
    try {
      return { ...perform(bucket, command, options), $metadata: { attempts } };
    } catch (error) {
      if (error instanceof MemoryS3Error) error.$metadata.attempts = attempts;
      throw error;
    }
  };
  return Object.defineProperty(client, "send", { value: send });
}
function perform(bucket, command, options) {
  if (command instanceof ListObjectsV2Command2) return list(bucket, command.input, options.pageSize ?? 1e3);
  if (command instanceof HeadObjectCommand3) return head(read(bucket, command.input.Key, options));
  if (command instanceof GetObjectCommand6) {
    const { Key, IfMatch } = command.input;
    const object4 = read(bucket, Key, options);
    if (IfMatch !== void 0 && IfMatch !== object4.etag) throw preconditionFailed();
    return { ...head(object4), Body: bodyOf(object4.body) };
  }
  if (command instanceof PutObjectCommand5) {
    const { Key = "", Body, IfMatch, IfNoneMatch, ContentType, CacheControl, Metadata } = command.input;
    const { etag, version } = bucket.put(Key, Body, {
      ifMatch: IfMatch,
      ifNoneMatch: IfNoneMatch,
      contentType: ContentType,
      cacheControl: CacheControl,
      metadata: Metadata
    });
    return { ETag: etag, VersionId: version };
  }
  if (command instanceof DeleteObjectCommand4) {
    const { Key = "", IfMatch } = command.input;
    bucket.delete(Key, { ifMatch: IfMatch });
    return {};
  }
  throw new Error(`The bucket in memory knows no ${command.constructor.name}`);
}
function read(bucket, key = "", { hidesMissing, denies }) {
  const object4 = bucket.get(key);
  if (denies?.(key) === true || object4 === null && hidesMissing === true) throw forbidden();
  if (object4 === null) throw missing();
  return object4;
}
var head = ({ body, etag, version, modified, contentType, cacheControl, metadata }) => ({
  ETag: etag,
  VersionId: version,
  ContentLength: body.length,
  LastModified: new Date(modified),
  ContentType: contentType,
  CacheControl: cacheControl,
  Metadata: metadata
});
var bodyOf = (body) => ({
  transformToByteArray: () => Promise.resolve(body),
  transformToString: () => Promise.resolve(Buffer.from(body).toString("utf8"))
});
function list(bucket, input, pageSize) {
  const { Prefix = "", Delimiter, ContinuationToken, EncodingType, StartAfter, MaxKeys = pageSize } = input;
  const direct = bucket.keys(Prefix).filter((key) => Delimiter === void 0 || !key.slice(Prefix.length).includes(Delimiter)).filter((key) => StartAfter === void 0 || Buffer.compare(Buffer.from(key), Buffer.from(StartAfter)) > 0);
  const start = Number(ContinuationToken ?? 0);
  const end = start + Math.min(MaxKeys, pageSize);
  return {
    Contents: direct.slice(start, end).map((key) => {
      const { etag, modified, body } = bucket.get(key) ?? missingRow(key);
      const Key = EncodingType === "url" ? formEncode(key) : key;
      return { Key, ETag: etag, LastModified: new Date(modified), Size: body.length };
    }),
    ...EncodingType === void 0 ? {} : { EncodingType },
    IsTruncated: end < direct.length,
    ...end < direct.length ? { NextContinuationToken: String(end) } : {}
  };
}
var missingRow = (key) => {
  throw new Error(`${key} was listed but is not there`);
};
var formEncode = (key) => encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");

// test/support/world/render.ts
var ALL_RENDER_RULES = { lockFirst: true, lookAgain: true };
async function render(workshop, path, name, purge, rules = ALL_RENDER_RULES) {
  const { store, now } = workshop;
  if ((await store.variants.list(path)).some((listed) => listed.name === name)) return;
  const before = rules.lockFirst ? null : await read2(workshop, path);
  const held = (await store.locks.list(path)).find((lock2) => lock2.name === name);
  const lock = held === void 0 ? await store.locks.acquire(path, name) : isExpired(held.modified, now()) && await store.locks.takeOver(path, name, held.etag);
  if (typeof lock !== "string") return;
  let source = before ?? await read2(workshop, path);
  while (source !== null) {
    const { original, bytes } = source;
    const made = await make2(workshop, bytes, name);
    if (made === null) break;
    const origin = { original: original.etag, presets: workshop.plan.digest };
    const stored = await store.variants.putIfAbsent(path, made, origin);
    if (stored === null || !rules.lookAgain) break;
    const again = await store.originals.head(path);
    if (again?.version === original.version && again.etag === original.etag) break;
    await store.variants.delete(path, name, stored.etag);
    purge();
    source = await read2(workshop, path);
  }
  await lookAfterUncertain({ ...workshop, path });
  await store.locks.release(path, name, lock);
}
async function read2({ store }, path) {
  const original = await store.originals.head(path);
  const bytes = original && await store.originals.read(path, original);
  return original && bytes && { original, bytes };
}
async function make2({ makeVariants: makeVariants2, limits }, bytes, name) {
  try {
    const { variants } = await makeVariants2(bytes, PRESETS, limits, [name]);
    return variants[0] ?? null;
  } catch {
    return null;
  }
}

// test/support/world/world.ts
var PATH = "a/photo.jpg";
var ACKNOWLEDGED = /* @__PURE__ */ Symbol("acknowledged");
var never = () => new Promise(() => void 0);
var SO_OFTEN = 60;
var LONG_LIFE = { life: Infinity, stallsAfter: Infinity, writes: [], lastLands: false };
var VISIBILITY_TIMEOUT = 36e4;
async function play(scheduler, script, sabotage = {}) {
  let now = 1e9;
  let workers = 0;
  let begun = 0;
  const bucket = createBucket({ now: () => now });
  const cache = /* @__PURE__ */ new Map();
  const reports = [];
  const stuck = [];
  const renders = /* @__PURE__ */ new Set();
  const delayed = [];
  const landings = [];
  const stragglers = [];
  const stalled = [];
  const turn = (label) => scheduler.schedule(Promise.resolve(), label);
  const spawn = (label, fate2, onDeath) => ({
    alive: true,
    requests: 0,
    writes: 0,
    fate: fate2 ?? LONG_LIFE,
    label,
    onDeath
  });
  const kill = (actor) => {
    if (!actor.alive) return;
    actor.alive = false;
    actor.onDeath();
  };
  const landLast = (land) => void (sabotage.stragglers ? stragglers : landings).push(land);
  const gate = async (actor, label, land) => {
    if (actor.requests === actor.fate.stallsAfter) await new Promise((resume) => stalled.push(resume));
    await turn(`${actor.label}: ${label}`);
    const wasAlive = actor.alive;
    actor.requests += 1;
    if (actor.requests > actor.fate.life) kill(actor);
    if (!actor.alive) {
      if (wasAlive && land && actor.fate.lastLands) landLast(land);
      await never();
    }
    const passage = land === void 0 ? "well" : actor.fate.writes[actor.writes++];
    if (land === void 0 || passage === void 0 || passage === "well") return 1;
    if (passage === "twice") land();
    else if (passage === "last") landLast(land);
    else void turn(`${actor.label}, late: ${label}`).then(land);
    await turn(`${actor.label}, again: ${label}`);
    if (!actor.alive) await never();
    return 2;
  };
  const purge = () => void turn("purge").then(() => {
    cache.clear();
  });
  const workshopOf = (actor) => {
    const client = createMemoryClient(bucket, { gate: ({ name, key, land }) => gate(actor, `${name} ${key}`, land) });
    const workshop = testWorkshop(client, {
      now: () => now,
      maxReceiveCount: 1e3,
      lookLater: async (_path, seconds) => {
        await gate(actor, "look later");
        if (seconds === 0) deliver();
        else delayed.push({ due: now + seconds * 1e3, receives: 1 });
      },
      report: async (news) => {
        await gate(actor, "report");
        reports.push({ ...news, at: bucket.changes.length });
        if (news.changed) purge();
      }
    });
    return sabotage.workshop?.(workshop) ?? workshop;
  };
  const deliver = (receives = 1) => void turn("deliver").then(() => work(receives));
  const work = async (receives) => {
    const fate2 = script.workers[workers];
    const actor = spawn(`worker ${workers++}`, fate2, () => {
      if (fate2?.lastLands === true) delayed.push({ due: now + VISIBILITY_TIMEOUT, receives: receives + 1 });
      else deliver(receives + 1);
    });
    try {
      await reconcile(workshopOf(actor), PATH, receives);
      await gate(actor, "acknowledge");
    } catch (error) {
      if (error === ACKNOWLEDGED) return;
      if (receives < SO_OFTEN) deliver(receives + 1);
      else stuck.push(error);
    }
  };
  const startRender = async (name = "wide") => {
    const actor = spawn(`render ${begun}`, script.renders[begun++], () => renders.delete(actor));
    renders.add(actor);
    const rules = { ...ALL_RENDER_RULES, ...sabotage.render };
    if (sabotage.renderer === void 0) await render(workshopOf(actor), PATH, name, purge, rules);
    else {
      await sabotage.renderer(workshopOf(actor), PATH, name, {
        pause: async () => void await gate(actor, "pause"),
        turn: () => turn(`${actor.label}: clock`),
        isOver: () => actor.requests > 60 || !actor.alive
      });
    }
    renders.delete(actor);
  };
  const visit2 = (name) => {
    const variant = bucket.get(KEYS.variant(PATH, name));
    if (variant && !cache.has(name)) cache.set(name, Buffer.from(variant.body).toString());
  };
  const pass = (until) => {
    now = Math.max(now, until);
    const due = delayed.filter((look) => look.due <= now);
    delayed.splice(0, delayed.length, ...delayed.filter((look) => look.due > now));
    due.forEach(({ receives }) => {
      deliver(receives);
    });
  };
  const perform2 = (step2) => {
    const key = KEYS.original(PATH);
    if (step2.do === "render") return void turn("render").then(() => startRender(step2.name));
    if (step2.do === "visit")
      return void turn("visit").then(() => {
        visit2(step2.name);
      });
    if (step2.do === "wait") {
      renders.forEach(kill);
      pass(now + LOOK_AGAIN_AFTER * 1e3);
      return;
    }
    if (step2.do === "put") bucket.put(key, step2.text);
    else if (step2.do === "delete") bucket.delete(key);
    else bucket.revert(key);
    for (let copy = 0; copy < step2.events; copy += 1) deliver();
  };
  const act = async () => {
    for (const [index, step2] of script.steps.entries()) {
      for (let waited = 0; waited <= (script.pauses[index] ?? 0); waited += 1) await turn(`user: ${step2.do}`);
      perform2(step2);
    }
  };
  const rest = async () => {
    await scheduler.waitIdle();
    while (stalled.length + landings.length + delayed.length > 0) {
      const resume = stalled.shift() ?? landings.shift();
      if (resume) resume();
      else pass(Math.min(...delayed.map(({ due }) => due)));
      await scheduler.waitIdle();
    }
  };
  void act();
  await rest();
  if (sabotage.stragglers) {
    stragglers.forEach((land) => {
      land();
    });
    await sabotage.stragglers({ bucket, visit: visit2, look: deliver, now: () => now });
    await rest();
  }
  return { bucket, cache, reports, stuck };
}

// test/support/world/check.ts
var textOf = (object4) => object4 && Buffer.from(object4.body).toString();
var manifestOf = (object4) => parseManifest(parseJson(textOf(object4) ?? "null"));
function* wrongs({ bucket, cache, reports, stuck }) {
  for (const error of stuck) yield `a message never got done: ${String(error)}`;
  const original = bucket.get(KEYS.original(PATH));
  const text = textOf(original);
  const stored = bucket.get(KEYS.manifest(PATH));
  const manifest = manifestOf(stored);
  const expected = /* @__PURE__ */ new Map();
  if (text !== null && !text.startsWith("bad")) {
    for (const name of ["small", "small~webp", "wide"]) expected.set(name, cooked(text, name));
  }
  const names2 = bucket.keys(KEYS.variants(PATH)).map((key) => key.slice(KEYS.variants(PATH).length));
  for (const name of names2) {
    const found = textOf(bucket.get(KEYS.variant(PATH, name)));
    if (found !== expected.get(name))
      yield `variant ${name} is "${found ?? ""}" though the original is "${text ?? "gone"}"`;
  }
  for (const name of expected.keys()) {
    if (PRESETS[name.split("~")[0] ?? ""]?.make === "upload" && !names2.includes(name))
      yield `variant ${name} is missing`;
  }
  if (original === null) {
    if (stored !== null) yield "the manifest outlived its original";
  } else if (manifest === null) yield "the manifest is missing";
  else {
    if (manifest.original.version !== original.version) yield "the manifest names another version";
    if (manifest.status !== (text?.startsWith("bad") === true ? "rejected" : "ready"))
      yield `the manifest says ${manifest.status}`;
    for (const { name, etag } of manifest.variants) {
      if (bucket.get(KEYS.variant(PATH, name))?.etag !== `"${etag}"`) yield `the manifest names another ${name}`;
    }
  }
  for (const [name, held] of cache) {
    if (held !== expected.get(name)) yield `the CDN still has "${held}" though the original is "${text ?? "gone"}"`;
  }
  yield* silence({ bucket, reports });
}
function* silence({ bucket, reports }) {
  const key = KEYS.manifest(PATH);
  const states = bucket.changes.flatMap(
    (change, index) => change.key === key ? [{ at: index, version: manifestOf(change.object)?.original.version ?? null }] : []
  );
  const last = states.at(-1);
  if (last === void 0) return;
  const before = states.findLastIndex(({ version }) => version !== last.version);
  const reached = states[before + 1]?.at ?? 0;
  const told = reports.some(
    ({ at, manifest }) => at > reached && (manifest?.original.version ?? null) === last.version
  );
  if (!told) yield `nobody was told of ${last.version ?? "the removal"}`;
}

// test/support/world/script.ts
import fc from "fast-check";
var events = fc.oneof({ weight: 2, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 3 }));
var texts = fc.constantFrom("a", "b", "c", "bad");
var step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("put"), text: texts, events }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete"), events }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("revert"), events }) },
  { weight: 3, arbitrary: fc.constant({ do: "render" }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("visit"), name: fc.constantFrom("small", "small~webp", "wide") })
  },
  { weight: 1, arbitrary: fc.constant({ do: "wait" }) }
);
var often = (usual, otherwise) => fc.oneof(fc.constant(usual), otherwise);
var calmFate = fc.record({
  life: often(Infinity, fc.integer({ min: 0, max: 15 })),
  stallsAfter: often(Infinity, fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 5, max: 12 })))
}).map((fate2) => ({ ...fate2, writes: [], lastLands: false }));
var fate = fc.oneof(
  calmFate,
  fc.record({
    fate: calmFate,
    writes: fc.array(fc.constantFrom("well", "twice", "late", "last"), { maxLength: 8 }),
    lastLands: fc.boolean()
  }).map(({ fate: calm, writes, lastLands }) => ({ ...calm, writes, lastLands }))
);
var pause = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 }));
var anything = fc.array(step, { minLength: 1, maxLength: 7 });
var put = (text) => ({ do: "put", text, events: 1 });
var gone = { do: "delete", events: 1 };
var visit = { do: "visit", name: "small" };
var render2 = { do: "render" };
var STORIES = {
  replaced: [put("a"), put("b")],
  removed: [put("a"), gone],
  "removed and put back": [put("a"), gone, put("b")],
  "replaced twice": [put("a"), put("b"), put("c")],
  "replaced and put back as it was": [put("a"), put("b"), put("a")],
  "replaced, rendered and put back as it was": [put("a"), put("b"), render2, { do: "revert", events: 1 }],
  "replaced while it is rendered": [put("a"), render2, put("b")],
  "removed while it is rendered": [put("a"), render2, gone],
  "replaced while it is visited": [put("a"), visit, put("b"), visit]
};
var scriptsOf = (steps) => scriptsWith(steps, fate);
var scriptsWith = (steps, fates) => fc.record({
  steps,
  pauses: fc.array(pause, { maxLength: 7 }),
  workers: fc.array(fates, { maxLength: 3 }),
  renders: fc.array(fates, { maxLength: 2 })
});
var scripts = scriptsOf(fc.oneof(anything, fc.constantFrom(...Object.values(STORIES))));

// test/support/world/stage.ts
var ORIGINAL = KEYS.original(PATH);

// handler/src/sweep/cursor.ts
import * as z5 from "zod/mini";
var PHASES = ["manifests", "variants", "encoded variants", "locks"];
var cursorSchema = z5.strictObject({
  phase: z5.enum(PHASES),
  /** Last key under the phase's prefix that is done, or would be if it were there; null before the first. */
  done: z5.nullable(z5.string()),
  /** Among encoded variants: the last path that was met. */
  path: z5.nullable(z5.string())
});

// handler/src/sweep/leg.ts
import pMap2 from "p-map";

// handler/src/sweep/judge.ts
var REASONS = [
  "missing",
  "stale",
  "outdated",
  "orphaned",
  "differing",
  "unproven",
  "promised",
  "abandoned"
];

// handler/src/sweep/encoded-pairs.ts
var ENCODED = `${ENCODED_FOLDER}/`;

// handler/src/sweep/variant-pairs.ts
var ENCODED2 = `${ENCODED_FOLDER}/`;
var BEHIND_ENCODED = `${ENCODED2}\u{10FFFF}`;

// handler/src/sweep/tally.ts
var COUNTS = ["looked", ...REASONS, "foreign"];
var tallyOf = (count2) => Object.fromEntries(COUNTS.map((name) => [name, count2(name)]));
var nothing = tallyOf(() => 0);

// handler/src/sweep/listings.ts
import pMap3 from "p-map";

// handler/src/store/walk.ts
import { paginateListObjectsV2 as paginateListObjectsV22 } from "@aws-sdk/client-s3";

// handler/src/render/flight.ts
var BUSY = { kind: "busy" };
var MISSING = { kind: "missing" };
var ANSWERING = 1e3;
var READING_AND_STORING = 2e3;
var mayStart = ({ remaining, mostTransform }) => remaining() >= mostTransform + READING_AND_STORING + ANSWERING;
var mayWait = ({ remaining }) => remaining() > ANSWERING;

// handler/src/render/end.ts
async function endMade(flight, lease, { stale, transforms }, variant, { version }) {
  const { path, plan, store, lookLater } = flight;
  await lookAfterUncertain(flight);
  if (stale) {
    await store.locks.mark(path, dueMark("p", stateTag(version, plan.digest)));
    await lookLater(path, 0);
  }
  await lease.release();
  return { kind: transforms > 0 ? "rendered" : "read", variant };
}
async function endMissing(flight, lease, { stored, touched }) {
  const { path, lookLater } = flight;
  await lookAfterUncertain(flight);
  if (stored !== null || touched) await lookLater(path, 0);
  await lease.release();
  return MISSING;
}
async function endRejected(flight, lease, trace, { version }, { code, message }) {
  if (trace.stored !== null || trace.touched) {
    await endFailed(flight, lease, trace);
  } else {
    await lease.conclude({ state: "rejected", version, presets: flight.plan.rejectionDigest, code, message });
  }
  return { kind: "rejected", code, message };
}
async function endFailed(flight, lease, { stored, touched }) {
  if (stored === null && !touched) return lease.conclude({ state: "failed" });
  await lease.abandon();
  await flight.lookLater(flight.path, LOOK_AGAIN_AFTER).catch(() => void 0);
  await lookAfterUncertain(flight).catch(() => void 0);
}

// handler/src/render/lease.ts
var leaveIt = () => false;
function holdLease({ store: { locks }, path, order, now, every }, taken) {
  const aborter = new AbortController();
  let { etag, at } = taken;
  let renewal;
  const isLost = () => now() - at > (LOCK_LIFE - RENEW_EVERY / 2) * 1e3;
  const lose = () => {
    aborter.abort(new Error("The lock could not be renewed"));
  };
  const renew2 = async () => {
    const asked = now();
    try {
      const renewed = await locks.takeOver(path, order.name, etag);
      if (renewed === null) lose();
      else [etag, at] = [renewed, asked];
    } catch {
    }
  };
  const stop = every(RENEW_EVERY, () => {
    if (isLost()) lose();
    else renewal ??= renew2().finally(() => renewal = void 0);
  });
  const end = async () => {
    stop();
    await renewal;
  };
  return {
    signal: aborter.signal,
    check: () => {
      if (isLost()) lose();
      aborter.signal.throwIfAborted();
    },
    release: async () => {
      await end();
      await locks.release(path, order.name, etag).catch(leaveIt);
    },
    conclude: async (note) => {
      await end();
      await locks.conclude(path, order.name, etag, note).catch(leaveIt);
    },
    abandon: end
  };
}

// handler/src/render/make.ts
var MOST_LOOKS2 = 4;
async function makeVariant(flight, taken) {
  const { path, store } = flight;
  const lease = holdLease(flight, taken);
  if (flight.tookOver) store.uncertain.add(path);
  const trace = { stored: null, touched: false, stale: false, transforms: 0 };
  let original = null;
  try {
    trace.stored = await timed(flight, "read", () => readStored(flight));
    for (let looks = 1; looks <= MOST_LOOKS2; looks += 1) {
      original = await timed(flight, "read", () => store.originals.head(path));
      if (original === null) return await endMissing(flight, lease, trace);
      const { stored } = trace;
      if (stored && isMadeFrom(stored, originOf(flight, original))) {
        return await endMade(flight, lease, trace, stored, original);
      }
      trace.stale ||= stored !== null;
      await makeAndStore(flight, lease, trace, original);
    }
    throw new Error(`Not made after ${MOST_LOOKS2} looks: the original keeps changing`);
  } catch (error) {
    if (error instanceof Rejection && original) return endRejected(flight, lease, trace, original, error);
    await endFailed(flight, lease, trace);
    throw error;
  }
}
async function makeAndStore(flight, lease, trace, original) {
  const { path, store } = flight;
  refuseUnread(flight, original);
  flight.warmUp();
  const bytes = await timed(flight, "read", () => store.originals.read(path, original));
  if (bytes === null) return;
  const variant = await transform2(flight, trace, bytes);
  lease.check();
  trace.touched = true;
  const origin = originOf(flight, original);
  const stored = await timed(
    flight,
    "store",
    () => trace.stored === null ? store.variants.putIfAbsent(path, variant, origin, lease.signal) : store.variants.replace(path, variant, origin, trace.stored.etag, lease.signal)
  );
  trace.stored = stored ?? await readStored(flight);
}
async function transform2(flight, trace, bytes) {
  const { order, limits, makeVariants: makeVariants2, steps } = flight;
  trace.transforms += 1;
  const { variants, timings } = await makeVariants2(bytes, order.presets, limits, [order.made]);
  for (const [step2, milliseconds] of Object.entries({
    decode: timings.probe + timings.decode,
    encode: timings.encode
  })) {
    steps[step2] = Math.round((steps[step2] ?? 0) + milliseconds);
  }
  const variant = variants.find(({ name }) => name === order.made);
  if (variant === void 0) throw new Error(`Asked for ${order.made} but got none`);
  return { ...variant, name: order.name };
}
var readStored = ({ path, order, store, mostBytes }) => store.variants.read(path, order.name, mostBytes);
var originOf = ({ plan }, { etag }) => ({ original: etag, presets: plan.digest });

// handler/src/render/wait.ts
var FAILURE_COUNTS = 1e3;
async function waitForTurn(flight, original) {
  const { path, order, store, now } = flight;
  for (let round = 0; mayWait(flight); round += 1) {
    const lock = await store.locks.read(path, order.name);
    if (lock === null) return "released";
    const said = whatItSays(flight, lock, original);
    if (said !== null) return said;
    if (isOver(flight, lock)) {
      if (!mayStart(flight)) return BUSY;
      const at = now();
      const etag = await store.locks.takeOver(path, order.name, lock.etag);
      if (etag === null) continue;
      flight.tookOver = lock.note === void 0;
      return { etag, at };
    }
    flight.waits += 1;
    await flight.pause(round);
    const variant = await store.variants.read(path, order.name, flight.mostBytes);
    if (variant) return { kind: "read", variant };
  }
  return BUSY;
}
function whatItSays({ plan, now }, { note, modified }, { version }) {
  if (note?.state === "failed") return now() - modified < FAILURE_COUNTS ? BUSY : null;
  if (note === void 0 || note.version !== version || note.presets !== plan.rejectionDigest) return null;
  return { kind: "rejected", code: note.code, message: note.message };
}
var isOver = ({ now }, { note, modified }) => note !== void 0 || isExpired(modified, now());

// handler/src/render/obtain.ts
async function obtain(flight) {
  const { path, order, store, now } = flight;
  for (; ; ) {
    const original = await timed(flight, "read", () => store.originals.head(path));
    if (original === null) return MISSING;
    const variant = await timed(flight, "read", () => store.variants.read(path, order.name, flight.mostBytes));
    if (variant) return { kind: "read", variant };
    const rejection = await rejectionOf(flight, original);
    if (rejection) return rejection;
    if (!mayStart(flight)) return BUSY;
    const at = now();
    const etag = await timed(flight, "lock", () => store.locks.acquire(path, order.name));
    if (etag !== null) return makeVariant(flight, { etag, at });
    const turn = await timed(flight, "wait", () => waitForTurn(flight, original));
    if (turn === "released") continue;
    return "kind" in turn ? turn : makeVariant(flight, turn);
  }
}
async function rejectionOf({ path, plan, store }, { etag, version }) {
  const manifest = await store.manifests.read(path);
  if (manifest === null || manifest === "unreadable" || manifest.status !== "rejected") return null;
  const { original, rejection } = manifest;
  if (original.etag !== etag || original.version !== version || !isCurrent(manifest, plan)) return null;
  return { kind: "rejected", ...rejection };
}

// handler/src/transforms.ts
var VALUES = {
  w: /^[1-9]\d{0,4}$/,
  h: /^[1-9]\d{0,4}$/,
  fit: /^(cover|contain|inside|outside|fill)$/,
  pos: /^(top|right-top|right|right-bottom|bottom|left-bottom|left|left-top|entropy|attention)$/,
  bg: /^(?!ffffff)[0-9a-f]{6}$/,
  f: /^(webp|avif)$/,
  q: /^([1-9]\d?|100)$/
};
var ORDER = Object.keys(VALUES);
function optionsOf(text) {
  const options = {};
  let last = -1;
  text.split(",").forEach((option) => {
    const name = option.slice(0, Math.max(0, option.indexOf("_")));
    const value = option.slice(name.length + 1);
    const place = ORDER.indexOf(name);
    if (place < 0) throw new Error(`"${option}" is none of ${ORDER.join("_ ")}_`);
    if (place <= last) throw new Error(`the order is ${ORDER.join()}, each once at most`);
    if (!VALUES[name].test(value))
      throw new Error(`${name}_ takes ${String(VALUES[name])}, not "${value}"`);
    options[name] = value;
    last = place;
  });
  return options;
}
function checkTransform(text, bounds) {
  const options = optionsOf(text);
  const width = options["w"];
  const height = options["h"];
  const fit = options["fit"];
  const format = options["f"];
  if (!width && !height) throw new Error("w_ or h_ is missing");
  if (!(width && height) !== !fit) throw new Error("fit_ goes with w_ and h_ together");
  if (options["pos"] && fit !== "cover" && fit !== "contain")
    throw new Error("pos_ goes with fit_cover or fit_contain");
  if (Math.max(Number(width || 0), Number(height || 0)) > bounds.edge)
    throw new Error(`the longest edge is ${bounds.edge}`);
  if (format && bounds.formats.indexOf(format) < 0) throw new Error(`f_${format} is switched off`);
  return options;
}
function parseTransform(text, bounds) {
  const options = checkTransform(text, bounds);
  return {
    width: options["w"] ? Number(options["w"]) : null,
    height: options["h"] ? Number(options["h"]) : null,
    fit: options["fit"] ?? "cover",
    position: (options["pos"] ?? "centre").replace("-", " "),
    background: options["bg"] ?? "ffffff",
    format: options["f"] ?? "plain",
    quality: options["q"] ? Number(options["q"]) : null
  };
}
function nameOfTransform(text) {
  return `~${text.replace(/,/g, "~")}`;
}
function transformOfName(name) {
  const text = name.slice(1).replace(/~/g, ",");
  return nameOfTransform(text) === name ? text : null;
}
function presetOf(transform3) {
  return {
    width: transform3.width,
    height: transform3.height,
    fit: transform3.fit,
    position: transform3.position,
    formats: transform3.format === "plain" ? [] : [transform3.format],
    quality: qualityOf(transform3),
    background: `#${transform3.background}`,
    make: "request",
    animated: false,
    enlarge: false
  };
}
function qualityOf(transform3) {
  if (transform3.quality === null) return {};
  if (transform3.format === "webp") return { webp: transform3.quality };
  if (transform3.format === "avif") return { avif: transform3.quality };
  return { jpeg: transform3.quality, webp: transform3.quality };
}

// handler/src/render/refusal.ts
var refusal = (status, code, message) => ({
  status,
  code,
  message
});
var isRefusal = (value) => "status" in value;

// handler/src/render/order.ts
function orderOf(name, { presets, plan, transforms }) {
  if (name.startsWith("~")) return orderOfTransform(name, transforms);
  const known = variantNames(presets).find((each2) => each2.name === name);
  const preset2 = known && presets[known.preset];
  if (preset2 === void 0) {
    const wanted = name.split("~")[0] ?? "";
    return Object.hasOwn(presets, wanted) ? refusal(404, "unknown_format", `The preset "${wanted}" does not make "${name.slice(wanted.length + 1, 99)}".`) : refusal(404, "unknown_preset", `There is no preset "${wanted.slice(0, 64)}".`);
  }
  return { name, made: name, presets: preset2.make === "upload" ? plan.uploads : { [known?.preset ?? ""]: preset2 } };
}
function orderOfTransform(name, bounds) {
  if (bounds === null) return refusal(403, "bad_transform", "Signed transforms are off.");
  try {
    const transform3 = parseTransform(transformOfName(name) ?? "", bounds);
    const made = transform3.format === "plain" ? name : variantName(name, transform3.format);
    return { name, made, presets: { [name]: presetOf(transform3) } };
  } catch (error) {
    return refusal(403, "bad_transform", `The transform can't be made: ${messageOf(error)}.`);
  }
}

// test/support/world/renderer.ts
var MOST_RENEWALS = 3;
var realRender = async (workshop, path, name, { pause: pause2, turn, isOver: isOver2 }) => {
  const order = orderOf(name, { presets: PRESETS, plan: workshop.plan, transforms: null });
  if (isRefusal(order)) throw new Error(order.message);
  const every = (_seconds, call) => {
    let left = MOST_RENEWALS;
    const strike = () => {
      left -= 1;
      if (left < 0 || isOver2()) return;
      call();
      void turn().then(strike);
    };
    void turn().then(strike);
    return () => left = 0;
  };
  const remaining = () => isOver2() ? 0 : 1e9;
  const flight = {
    ...workshop,
    warmUp: () => void 0,
    mostTransform: 1e3,
    mostBytes: 1e3,
    pause: pause2,
    every,
    path,
    order,
    remaining,
    steps: {},
    waits: 0,
    tookOver: false
  };
  await obtain(flight).catch(() => void 0);
};

// long.tmp.mts
var mode = process.argv[2];
var limit = Number(process.argv[3]) * 1e3;
var runs = 0;
var names = fc2.array(fc2.constantFrom("small", "small~webp", "wide"), { minLength: 1, maxLength: 4 });
var r = await fc2.check(fc2.asyncProperty(fc2.scheduler(), scripts, names, async (s, script, wanted) => {
  runs++;
  let next = 0;
  const steps = mode === "real" ? script.steps.map((step2) => step2.do === "render" ? { ...step2, name: wanted[next++ % wanted.length] } : step2) : script.steps;
  const bad2 = [...wrongs(await play(s, { ...script, steps }, mode === "real" ? { renderer: realRender } : {}))];
  if (bad2.length) throw new Error(bad2.join("; "));
}), { numRuns: 2e5, interruptAfterTimeLimit: limit });
console.log(mode, "runs", runs, r.failed ? "FAILED " + r.seed + " " + r.counterexamplePath + " " + String(r.errorInstance) + JSON.stringify(r.counterexample?.[1]) + String(r.counterexample?.[0]) : "passed", r.interrupted ? "(time)" : "");
