import { createPresignedPost } from '@aws-sdk/s3-presigned-post';

import { hasDotSegment } from '../../../handler/src/spelling.ts';
import type { Stack } from './stack.ts';
import type { Post } from './upload.ts';

export interface UploadPostOptions {
  /**
   * The path that the photo will have, which your server chooses: whoever may write a path replaces what is there.
   * With the stack's `originals.folders`, in one of them.
   */
  readonly path: string;
  /** What the Content-Type has to begin with: a courtesy, since Darkroom judges the content. `image/` by default. */
  readonly types?: string | undefined;
  /** Most bytes; the stack's limit by default, and no more than that. */
  readonly bytes?: number | undefined;
  /** Seconds until the permission expires; 300 by default. */
  readonly expiresIn?: number | undefined;
}

/** An S3 client in the bucket's region, with credentials that have the module's `uploads_policy`. */
export type S3 = Parameters<typeof createPresignedPost>[0];

/**
 * Permits one upload from a browser: of exactly this path, at most so large, for so long.
 * @throws Error if the stack takes no uploads, or the path cannot be one
 */
export async function uploadPost(s3: S3, { upload }: Stack, options: UploadPostOptions): Promise<Post> {
  const { path, types = 'image/', expiresIn = 300 } = options;
  if (!upload) throw new Error('The stack takes no uploads from browsers: set uploads = { origins = [...] }.');
  if (path === '' || hasDotSegment(path))
    throw new Error(`The path "${path}" is empty or has a segment . or .., which no URL can address: choose another.`);
  if (upload.folders.length > 0 && !upload.folders.some((folder) => path.startsWith(folder)))
    throw new Error(`The path "${path}" is in none of the stack's folders: ${upload.folders.join(', ')}.`);
  return createPresignedPost(s3, {
    Bucket: upload.bucket,
    Key: upload.prefix + path,
    Fields: { success_action_status: '201' },
    Conditions: [
      ['content-length-range', 1, Math.min(options.bytes ?? upload.bytes, upload.bytes)],
      ['starts-with', '$Content-Type', types],
    ],
    Expires: expiresIn,
  });
}
