import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { uploadPlanFor, type Change, type UploadPlan } from './upload-plan.ts';

/** One original of a run: what was done to it, by us and by the functions. */
export interface Entry {
  readonly number: number;
  readonly path: string;
  readonly plan: UploadPlan;
  /** Number of the picture that lies there now; null for none. */
  current: number | null;
  /** Version of it; empty where nothing was ever uploaded. */
  version: string;
  /** Changes and kills that have not come yet. */
  readonly changes: Change[];
  readonly kills: UploadPlan['kills'][number][];
  /** How often each kind of request was seen. */
  readonly seen: Map<string, number>;
  /** Versions that were uploaded, how often the function read one, and versions whose news were told. */
  uploads: number;
  reads: number;
  readonly told: Set<string>;
  /** When that was last done, by `performance.now`. */
  toldAt: number;
  /** The end of the last thing that was done to it: one thing at a time, or nobody could say what lies there now. */
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

/** @param folder where the run's originals lie: no other run has it. */
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
