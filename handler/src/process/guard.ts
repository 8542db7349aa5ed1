import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';

import { listedKey } from '../keys.ts';
import { OVERLAYS_PREFIX } from '../store/index.ts';

/**
 * What Terraform's resource `aws_lambda_invocation.guard` sends: when it is created, changed and, before anything else of
 * the stack, destroyed. Each variable names the bucket that its `force_destroy` protects; null if it does not.
 */
const guardSchema = z.object({
  guard: z.object({ bucket: z.nullable(z.string()), variants_bucket: z.nullable(z.string()) }),
  tf: z.object({ action: z.enum(['create', 'update', 'delete']) }),
});

export interface Guarded {
  /** The buckets that a destroy would be refused for, if they are not empty. */
  readonly protected: readonly string[];
}

/**
 * Refuses to let Terraform destroy a bucket that is not empty. Terraform destroys what belongs to a bucket (its policy,
 * the block of public access, versioning) before the bucket, whose deletion S3 would then refuse.
 * @returns null if the event is not the guard's
 */
export async function guard(client: S3Client, event: unknown): Promise<Guarded | null> {
  const parsed = guardSchema.safeParse(event);
  if (!parsed.success) return null;
  const buckets = Object.entries(parsed.data.guard).flatMap(([variable, bucket]) =>
    bucket === null ? [] : [{ variable, bucket }],
  );
  if (parsed.data.tf.action === 'delete') {
    for (const { variable, bucket } of buckets) await refuseUnlessEmpty(client, variable, bucket);
  }
  return { protected: buckets.map(({ bucket }) => bucket) };
}

/** Behind every key of an overlay, in the order in which S3 lists. */
const AFTER_OVERLAYS = `${OVERLAYS_PREFIX}\u{10ffff}`;

async function firstKey(client: S3Client, bucket: string, after?: string): Promise<string | undefined> {
  const page = await client.send(
    new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: 1, EncodingType: 'url', KeyMarker: after }),
  );
  const [found] = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
  return found && listedKey(found.Key ?? '', page);
}

/**
 * Old versions and delete markers count: S3 does not delete a bucket that has any, and they can be restored. Overlays do
 * not: Terraform put them there, and removes them with all their versions before the bucket.
 */
async function refuseUnlessEmpty(client: S3Client, variable: string, bucket: string): Promise<void> {
  const first = await firstKey(client, bucket);
  if (first === undefined) return;
  if (first.startsWith(OVERLAYS_PREFIX) && (await firstKey(client, bucket, AFTER_OVERLAYS)) === undefined) return;
  throw new Error(
    `The bucket ${bucket} is not empty and ${variable}.force_destroy is false, so nothing of the stack was destroyed. To keep the ` +
      `bucket, remove it and this guard from Terraform's state first (terraform state rm). To delete it with everything in ` +
      `it, set ${variable}.force_destroy = true and apply first. Both are described in docs/removing.md.`,
  );
}
