import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

import { type Change, type UploadPlan, uploadPlanFor } from './upload-plan.ts';

/** One original of a run: everything that we and the functions did to it. */
export interface Entry {
  readonly number: number;
  readonly path: string;
  readonly plan: UploadPlan;
  /** Number of the current image; null for none. */
  current: number | null;
  /** Its version; empty if nothing was ever uploaded. */
  version: string;
  /** Pending changes and kills. */
  readonly changes: Change[];
  readonly kills: UploadPlan['kills'][number][];
  /** Number of observed requests by kind. */
  readonly seen: Map<string, number>;
  /** Uploaded versions, number of reads by the function, and reported versions. */
  uploads: number;
  reads: number;
  readonly told: Set<string>;
  /** Time of the last change, by `performance.now`. */
  toldAt: number;
  /** Settles with the last change: changes run one at a time, so that the current image is always known. */
  turn: Promise<void>;
  /** What happened, in order, to explain a violation. */
  readonly trail: string[];
}

export interface Uploader {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly originals: string;
  readonly pictures: readonly Buffer[];
}

/** @param folder folder of the run's originals, which no other run uses. */
export function entryOf(folder: string, seed: number, number: number, pictures: number): Entry {
  return entryFor(folder, number, uploadPlanFor(seed, number, pictures));
}

export function entryFor(folder: string, number: number, plan: UploadPlan): Entry {
  const name = number % 10 === 0 ? `é +&=%25 ${number}.jpg` : `${number}.jpg`;
  return {
    number,
    path: `${folder}/${number % 50}/${name}`,
    plan,
    current: null,
    version: '',
    changes: [...plan.changes],
    kills: [...plan.kills],
    seen: new Map(),
    uploads: 0,
    reads: 0,
    told: new Set(),
    toldAt: 0,
    turn: Promise.resolve(),
    trail: [],
  };
}

export function upload(uploader: Uploader, entry: Entry, picture: number): Promise<void> {
  return inTurn(entry, () => put(uploader, entry, picture));
}

export function change(uploader: Uploader, entry: Entry, { kind, picture }: Change): Promise<void> {
  return inTurn(entry, async () => {
    if (kind !== 'delete') return put(uploader, entry, kind === 'same' ? (entry.current ?? picture) : picture);
    await uploader.s3.send(new DeleteObjectCommand({ Bucket: uploader.bucket, Key: uploader.originals + entry.path }));
    entry.current = null;
    entry.trail.push('deleted');
  });
}

function inTurn(entry: Entry, act: () => Promise<void>): Promise<void> {
  entry.turn = entry.turn.then(act);
  return entry.turn;
}

async function put({ s3, bucket, originals, pictures }: Uploader, entry: Entry, picture: number): Promise<void> {
  const Body = pictures[picture] ?? Buffer.of();
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: originals + entry.path, Body }));
  Object.assign(entry, { current: picture, version: VersionId ?? '', uploads: entry.uploads + 1 });
  entry.trail.push(`uploaded picture ${picture}, version ${VersionId ?? 'none'}`);
}
