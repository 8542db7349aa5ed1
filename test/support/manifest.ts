import type { RejectedManifest } from '../../handler/src/manifest.ts';

/** The manifest of a rejected original at `a`. */
export const REJECTED: RejectedManifest = {
  schema: 1,
  status: 'rejected',
  path: 'a',
  original: { etag: 'e', version: 'v', bytes: 1 },
  presets: 'd',
  variants: [],
  rejection: { code: 'empty', message: 'Nothing in it.' },
};
