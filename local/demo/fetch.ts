import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Outcome } from './process.ts';

/** How to fetch a variant: a link for a browser, and the commands for a shell. */
export async function howToFetch(s3: S3Client, bucket: string, outcomes: readonly Outcome[]): Promise<string> {
  const variants = outcomes.flatMap(({ photo, manifest }) =>
    manifest.variants.map((variant) => ({ key: `variants/${photo.path}/${variant.name}`, name: variant.name })),
  );
  const example = variants.findLast(({ name }) => name.endsWith('@avif')) ?? variants.at(-1);
  if (example === undefined) return 'Nothing was made, so there is nothing to fetch.';
  const link = await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: example.key }), {
    expiresIn: 86_400,
  });
  return `Open one in a browser (the link works for a day, while the stack is up):
  ${link}

Or from a shell, with the aws CLI or any SDK:
  eval "$(make -s env)"
  aws s3 ls --recursive "s3://$DARKROOM_BUCKET/"
  aws s3 cp "s3://$DARKROOM_BUCKET/${example.key}" .

The stack stays up: \`make demo PHOTOS=folder\` for photographs of your own, \`make down\` to remove it.`;
}
