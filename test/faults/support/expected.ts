import { createHash } from 'node:crypto';

import type { Config } from '../../../handler/src/config/config.ts';
import { makeVariants } from '../../../handler/src/image/make.ts';
import { type Manifest, parseManifest } from '../../../handler/src/manifest.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { createReconcileContext } from '../../../handler/src/reconcile/context.ts';
import { createBucket, createMemoryClient } from '../../support/memory-s3/index.ts';

/** The result of a run without faults on given bytes: ETags by variant name, and the manifest, for some path and version. */
export interface Expected {
  readonly variants: ReadonlyMap<string, string>;
  readonly manifest: Manifest;
}

/** Runs the product itself, once for each picture, on an in-memory bucket without faults. */
export async function expectedOf(bytes: Buffer, config: Config): Promise<Expected> {
  const path = 'undisturbed';
  const { originals, variants, manifests } = config.prefixes;
  const bucket = createBucket({ name: config.bucket });
  bucket.put(originals + path, bytes, {});
  await reconcile(
    createReconcileContext(config, {
      s3: createMemoryClient(bucket),
      makeVariants,
      reconcileLater: () => Promise.resolve(),
      report: null,
    }),
    path,
  );
  const prefix = `${variants}${path}/`;
  const made = bucket.keys(prefix).map((key) => [key.slice(prefix.length), md5(bucket.get(key)?.body)] as const);
  const manifest = parseManifest(
    JSON.parse(Buffer.from(bucket.get(`${manifests}${path}.json`)?.body ?? []).toString()),
  );
  if (manifest === null) throw new Error('A run without faults left no manifest.');
  return { variants: new Map(made), manifest };
}

const md5 = (bytes: Uint8Array | undefined): string =>
  createHash('md5')
    .update(bytes ?? '')
    .digest('hex');
