import { GetObjectCommand, ListObjectsV2Command, type ListObjectsV2CommandInput, S3Client } from '@aws-sdk/client-s3';

import type { ReadyManifest } from '../../handler/src/manifest.ts';

/** Photos in a folder; a folder's number and a photo's have so many digits that their order is that of the numbers. */
const IN_FOLDER = 10_000;

export const syntheticPath = (index: number): string =>
  `library/${String(Math.floor(index / IN_FOLDER)).padStart(6, '0')}/IMG_${String(index % IN_FOLDER).padStart(4, '0')}.jpg`;

export interface SyntheticOptions {
  readonly originals: number;
  /** Names of the variants of each, in their order; ETags are those of `manifest`. */
  readonly manifest: Omit<ReadyManifest, 'path'>;
  /** Numbers of originals that have no manifest and no variants. */
  readonly isMissing?: (index: number) => boolean;
  readonly modified: Date;
}

/** Requests, and rows of listings by the first segment of their prefix. */
export interface SyntheticCounts {
  lists: number;
  gets: number;
  readonly rows: Record<string, number>;
}

/**
 * A client of a bucket in which each of so many originals is as it should be. Its objects are not stored anywhere: each page
 * of a listing is computed from the numbers of its rows, so the bucket may be as large as one likes.
 */
export function syntheticClient({ originals, manifest, isMissing = () => false, modified }: SyntheticOptions): {
  client: S3Client;
  counts: SyntheticCounts;
} {
  const counts: SyntheticCounts = { lists: 0, gets: 0, rows: {} };
  const { variants } = manifest;
  const quoted = (etag: string): string => `"${etag}"`;
  const row = (Key: string, ETag: string) => ({ Key, ETag: quoted(ETag), Size: 2_000_000, LastModified: modified });
  const listed: Readonly<Record<string, { each: number; row: (index: number) => ReturnType<typeof row> }>> = {
    originals: { each: 1, row: (index) => row(`originals/${syntheticPath(index)}`, manifest.original.etag) },
    manifests: { each: 1, row: (index) => row(`manifests/${syntheticPath(index)}.json`, 'm') },
    variants: {
      each: variants.length,
      row: (index) => {
        const { name = '', etag = '' } = variants[index % variants.length] ?? {};
        return row(`variants/${syntheticPath(Math.floor(index / variants.length))}/${name}`, etag);
      },
    },
    locks: { each: 0, row: () => row('', '') },
  };

  const list = ({ Prefix = '', StartAfter, ContinuationToken, MaxKeys = 1000 }: ListObjectsV2CommandInput) => {
    const [kind = ''] = Prefix.split('/', 1);
    const { each, row: rowAt } = listed[kind] ?? { each: 0, row: () => row('', '') };
    const total = originals * each;
    /** First row at or after a key: rows are in the order of their keys. */
    const firstAfter = (isBefore: (key: string) => boolean): number => {
      let [low, high] = [0, total];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (isBefore(rowAt(middle).Key)) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    let at = Number(ContinuationToken ?? firstAfter((key) => key < Prefix || (StartAfter ?? '') >= key));
    const found = [];
    let ended = false;
    while (found.length < MaxKeys && !ended) {
      ended = at >= total || !rowAt(at).Key.startsWith(Prefix);
      if (!ended && (kind === 'originals' || !isMissing(Math.floor(at / each)))) found.push(rowAt(at));
      at += 1;
    }
    counts.lists += 1;
    counts.rows[kind] = (counts.rows[kind] ?? 0) + found.length;
    return {
      Contents: found.map((object) => ({ ...object, Key: object.Key.replaceAll(' ', '+') })),
      EncodingType: 'url',
      IsTruncated: !ended,
      ...(ended ? {} : { NextContinuationToken: String(at) }),
    };
  };

  const get = (key: string) => {
    const path = key.slice('manifests/'.length, -'.json'.length);
    counts.gets += 1;
    const text = JSON.stringify({ ...manifest, path });
    return {
      ETag: quoted('m'),
      ContentLength: text.length,
      LastModified: modified,
      Body: { transformToString: () => Promise.resolve(text) },
    };
  };

  const client = Object.create(S3Client.prototype) as S3Client;
  const send = (command: object): Promise<object> => {
    if (command instanceof ListObjectsV2Command) return Promise.resolve(list(command.input));
    if (command instanceof GetObjectCommand) return Promise.resolve(get(command.input.Key ?? ''));
    return Promise.reject(new Error(`The synthetic bucket does not implement ${command.constructor.name}`));
  };
  return { client: Object.defineProperty(client, 'send', { value: send }), counts };
}
