import { isDeepStrictEqual } from 'node:util';
import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import pMap from 'p-map';

import { createKeys, listedKey } from '../../../handler/src/keys.ts';
import { bareTag } from '../../../handler/src/store/etag.ts';
import { allIn } from './all-in.ts';
import type { Expected } from './expected.ts';
import type { Entry } from './ledger.ts';
import type { Site } from './site.ts';

/** A path whose objects in the bucket do not match its original. */
export interface Violation {
  readonly path: string;
  readonly problem: string;
}

/**
 * All violations once the stack is idle: variants and manifests are compared byte for byte with those of a run
 * without faults, and the run's folder must contain nothing else.
 */
export async function violations(
  site: Site,
  folder: string,
  entries: readonly Entry[],
  expected: readonly Expected[],
): Promise<Violation[]> {
  const keys = createKeys(site.config.prefixes);
  const [everyVariant, madeManifests] = await Promise.all([
    tags(site, site.config.prefixes.variants),
    tags(site, `${site.config.prefixes.manifests}${folder}/`),
  ]);
  const inFolder = (key: string): boolean => keys.addressOfVariant(key)?.path.startsWith(`${folder}/`) ?? true;
  const madeVariants = new Map([...everyVariant].filter(([key]) => inFolder(key)));
  const problems: Violation[] = [];
  const found = (path: string, problem: string): void => void problems.push({ path, problem });
  const claimed = new Set<string>();
  const claim = (map: ReadonlyMap<string, string>, key: string): string | undefined => {
    claimed.add(key);
    return map.get(key);
  };
  await pMap(
    entries,
    async ({ path, current, version, told }) => {
      const wanted = current === null ? undefined : expected[current];
      for (const [name, etag] of wanted?.variants ?? []) {
        const lies = claim(madeVariants, keys.variant(path, name));
        if (lies !== etag) found(path, `${name} ${lies === undefined ? 'is missing' : `is ${lies}, not ${etag}`}`);
      }
      if (wanted === undefined) return;
      const key = keys.manifest(path);
      if (claim(madeManifests, key) === undefined) {
        found(path, 'its manifest is missing');
        return;
      }
      const manifest = await readJson(site, key);
      const original = { ...wanted.manifest.original, version };
      const prefix = wanted.manifest.status === 'ready' && { variantsPrefix: keys.variants(path) };
      const right = { ...wanted.manifest, path, original, ...prefix };
      if (!isDeepStrictEqual(manifest, right)) {
        found(path, `its manifest is\n${JSON.stringify(manifest)}\nnot\n${JSON.stringify(right)}`);
      }
      if (site.config.eventsTopic !== null && !told.has(version)) found(path, 'its last version was never reported');
    },
    { concurrency: 16 },
  );
  for (const key of [...madeVariants.keys(), ...madeManifests.keys()]) {
    if (!claimed.has(key))
      found(keys.addressOfVariant(key)?.path ?? keys.pathOfManifest(key) ?? '', `${key} should not be there`);
  }
  for (const queue of site.deadLetterQueues) {
    const dead = await allIn(site.sqs, queue);
    if (dead > 0) found('', `${dead} dead letters in ${queue}`);
  }
  return problems;
}

/** ETags by key of all objects under a prefix. */
export async function tags({ s3, bucket }: Site, Prefix: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const input = { Bucket: bucket, Prefix, EncodingType: 'url' as const };
  for await (const page of paginateListObjectsV2({ client: s3 }, input)) {
    for (const { Key = '', ETag = '' } of page.Contents ?? []) {
      found.set(listedKey(Key, page), bareTag(ETag));
    }
  }
  return found;
}

async function readJson({ s3, bucket }: Site, Key: string): Promise<unknown> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? 'null') as unknown;
}
