import * as z from 'zod/mini';

import { REJECTION_CODES } from './errors.ts';
import { NEGOTIATED_FORMATS } from './formats.ts';
import { SOURCE_FORMATS } from './image/types.ts';

const count = z.int().check(z.minimum(0));
const about = z.describe;

const originalSchema = z.object({
  etag: z.string().check(about('ETag of the original, without quotes.')),
  version: z
    .string()
    .check(
      about('VersionId of the original or, if the bucket keeps no versions, its time of change and its focal point.'),
    ),
  bytes: count.check(about('Length of the original, in bytes.')),
  focalPoint: z
    .optional(z.string())
    .check(
      about('Where its subject is, by its metadata `focal-point`: shares of width and height. Absent if it has none.'),
    ),
});

const placeholderSchema = z.object({
  thumbhash: z.string().check(about('ThumbHash of the upright image, in base64: https://evanw.github.io/thumbhash/.')),
  colour: z.string().check(about('The most frequent colour, `#rrggbb`.')),
});

const imageSchema = z.object({
  format: z.enum(SOURCE_FORMATS).check(about('Format of the original, by its content.')),
  width: count.check(about('Pixels, after EXIF orientation.')),
  height: count.check(about('Pixels, after EXIF orientation.')),
  frames: count.check(about('Frames of an animation; 1 for a still picture.')),
  alpha: z.boolean().check(about('Whether the original has transparency.')),
  degraded: z.boolean().check(about('Whether the decoder had to work around damage.')),
  gainMap: z.optional(
    z
      .literal(true)
      .check(about('Present if the original holds a gain map for HDR displays. Variants are made of its SDR picture.')),
  ),
  placeholder: z
    .optional(placeholderSchema)
    .check(about('What a page can show before the image is there. Absent from manifests of earlier versions.')),
});

const variantSchema = z.object({
  name: z.string().check(about('Last segment of the key: the key is variantsPrefix followed by this.')),
  preset: z.string(),
  format: z
    .enum(['plain', ...NEGOTIATED_FORMATS])
    .check(about('Which browsers receive it: all (plain), or those that accept this format.')),
  contentType: z.string().check(about('Format of the bytes, which may be a smaller or faster one than `format`.')),
  width: count.check(about('Pixels.')),
  height: count.check(about('Pixels.')),
  bytes: count.check(about('Length of the variant, in bytes.')),
  etag: z.string().check(about('ETag of the variant, without quotes.')),
  recipe: z
    .string()
    .check(
      about(
        'Digest of what determines the bytes apart from the original. A change of presets makes only the variants whose digest it changes.',
      ),
    ),
});

const common = {
  schema: z.literal(1).check(about('Raised if a reader of the old form would misread the new one.')),
  path: z.string().check(about("The original's key without the originals prefix.")),
  original: originalSchema,
  presets: z
    .string()
    .check(
      about(
        'Digest of the presets and the release with which the variants were made; for a rejection, also of the limits.',
      ),
    ),
};

const made = {
  limits: z.string().check(about('Digest of the limits that the original was found to be within.')),
  cacheControl: z.string().check(about('Cache-Control of the variants.')),
  image: imageSchema,
  // Once, not in each variant: a path of 900 bytes in a list of 600 variants exceeds what SNS accepts.
  variantsPrefix: z
    .string()
    .check(
      about(
        'Prefix of the keys of all variants, including those made on request: the variants prefix and the path as it is spelt there.',
      ),
    ),
  variants: z.array(variantSchema).check(about('Variants made at upload. Those made on request are not listed.')),
};

const readySchema = z.object({ ...common, status: z.literal('ready'), ...made });

const keptSchema = z
  .object({ original: originalSchema, ...made })
  .check(
    about(
      'With `on_reject = "keep"`: the earlier original whose variants are still served, and those variants. Absent if there are none.',
    ),
  );

const rejectedSchema = z.object({
  ...common,
  status: z.literal('rejected'),
  variants: z.array(variantSchema).check(z.maxLength(0)),
  rejection: z.object({
    code: z.enum(REJECTION_CODES).check(about('Stable: codes are added, never renamed.')),
    message: z.string().check(about('One sentence: what was received, what is allowed, what to do.')),
  }),
  kept: z.optional(keptSchema),
});

/** The commit record of one original. It contains no time of day: the same input gives the same bytes. */
export const manifestSchema = z.discriminatedUnion('status', [readySchema, rejectedSchema]);

/**
 * An event on the events topic. Delivered at least once and in no guaranteed order: it carries the manifest, which is
 * the state.
 */
export const eventSchema = z.discriminatedUnion('type', [
  eventOf('ready', readySchema),
  eventOf('rejected', rejectedSchema),
  eventOf('removed', z.null()),
]);

function eventOf<Type extends string, Body extends z.ZodMiniType>(type: Type, manifest: Body) {
  return z.object({
    type: z.literal(type),
    stack: z.string().check(about('Name of the stack that sent it.')),
    bucket: z.string(),
    path: common.path,
    manifest,
  });
}

export type ManifestVariant = z.infer<typeof variantSchema>;
/** A set of variants as recorded: those of the original as it is, or those kept of an earlier one. */
export type VariantsRecord = z.infer<typeof keptSchema>;
export type RejectedManifest = z.infer<typeof rejectedSchema>;
export type ReadyManifest = z.infer<typeof readySchema>;
export type Manifest = z.infer<typeof manifestSchema>;
export type EventMessage = z.infer<typeof eventSchema>;

/** The text of a manifest as it is stored. */
export const manifestText = (manifest: Manifest): string => JSON.stringify(manifest);

/** A stored manifest, or null if the object is not a manifest of ours. */
export function parseManifest(text: unknown): Manifest | null {
  const result = manifestSchema.safeParse(text);
  return result.success ? result.data : null;
}
