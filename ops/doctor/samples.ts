import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import sharp from 'sharp';

import { createKeys, foldersOf, type Keys } from '../../handler/src/keys.ts';
import { parseManifest, type ReadyManifest } from '../../handler/src/manifest.ts';
import { bareTag } from '../../handler/src/store/etag.ts';
import type { Stack } from '../stack/stack.ts';
import { NotChecked, Wrong } from './check.ts';
import { type Pace, until } from './pace.ts';

/** An original that the doctor uploaded. */
export interface Sample {
  readonly path: string;
  /** ETag of the upload, without quotes. */
  readonly etag: string;
}

/** A sample whose variants exist. */
export interface ReadySample extends Sample {
  readonly manifest: ReadyManifest;
  /** Seconds from the end of the upload until its manifest existed. */
  readonly seconds: number;
}

/** Size of a sample in pixels: small, to be cheap to encode. */
const SIZE = { width: 96, height: 72 };
/** Samples are enlarged from a few random colours, because smooth gradients compress well. */
const COLOURS = { width: 8, height: 6 };

/**
 * How long a sample is left alone after its manifest was seen, in milliseconds, before one of its variants is deleted:
 * process looks once more after it has written the manifest, and would make again what is missing by then.
 */
const SETTLING_MS = 3000;

/** The doctor's own objects, all of them in an unguessable folder. */
export class Samples {
  readonly folder: string;
  /** Every path that was written to, whether or not the upload succeeded. */
  readonly paths = new Set<string>();
  readonly keys: Keys;
  readonly #s3: S3Client;
  readonly #bucket: string;
  readonly #variantsBucket: string;
  readonly #pace: Pace;
  readonly #readySince = new Map<string, number>();
  readonly #once = new Map<string, Promise<unknown>>();

  constructor(s3: S3Client, stack: Stack, pace: Pace) {
    const { prefixes } = stack.config;
    this.keys = createKeys(prefixes);
    this.folder = `${foldersOf(prefixes)[0] ?? ''}darkroom-doctor-${randomBytes(12).toString('hex')}/`;
    this.#s3 = s3;
    this.#bucket = stack.bucket;
    this.#variantsBucket = stack.variantsBucket;
    this.#pace = pace;
  }

  /** The sample of this name, uploaded on first use; resolves once its variants exist. */
  make(name: string): Promise<ReadySample> {
    return this.once(`upload ${name}`, async () => this.ready(await this.upload(name)));
  }

  /** Calls `make` once per name, and returns that call's result. */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = this.#once.get(name) ?? make();
    this.#once.set(name, made);
    return made as Promise<T>;
  }

  /** Uploads a new random image, replacing an earlier one of that name. */
  async upload(name: string): Promise<Sample> {
    const path = this.folder + name;
    const Body = await sharp(randomBytes(COLOURS.width * COLOURS.height * 3), { raw: { ...COLOURS, channels: 3 } })
      .resize({ ...SIZE, kernel: 'cubic' })
      .jpeg({ quality: 90 })
      .toBuffer();
    this.#pace.signal.throwIfAborted();
    this.paths.add(path);
    const { ETag } = await this.#s3.send(
      new PutObjectCommand({ Bucket: this.#bucket, Key: this.keys.original(path), Body, ContentType: 'image/jpeg' }),
    );
    return { path, etag: bareTag(ETag) };
  }

  /**
   * Waits for the manifest of an upload.
   * @throws Wrong if it does not appear in time, or is a rejection
   */
  async ready(sample: Sample): Promise<ReadySample> {
    const seen = await until(this.#pace, async () => {
      const manifest = parseManifest(await this.#json(this.keys.manifest(sample.path)));
      return manifest?.original.etag === sample.etag ? manifest : null;
    });
    if (seen === null) {
      throw new Wrong(`no manifest of ${sample.path} within ${this.#pace.patience / 1000} s of its upload`);
    }
    const { value: manifest, seconds } = seen;
    this.#readySince.set(sample.path, performance.now());
    if (manifest.status === 'ready') return { ...sample, manifest, seconds };
    throw new Wrong(`${sample.path} was rejected as ${manifest.rejection.code}: ${manifest.rejection.message}`);
  }

  async remove(path: string): Promise<void> {
    await this.#s3.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: this.keys.original(path) }));
  }

  /** Bytes of a stored variant, or null if it does not exist. */
  async variant(path: string, name: string): Promise<Buffer | null> {
    return this.#read(this.keys.variant(path, name));
  }

  /** Deletes a variant, so that the CDN must request it from render; returns its bytes. */
  async lose(path: string, name: string): Promise<Buffer> {
    const settled = (this.#readySince.get(path) ?? -Infinity) + SETTLING_MS;
    await sleep(Math.max(0, settled - performance.now()), undefined, { signal: this.#pace.signal });
    const bytes = await this.variant(path, name);
    if (bytes === null)
      throw new NotChecked(`The variant ${name} of ${path} no longer existed when it was to be deleted.`);
    await this.#s3.send(new DeleteObjectCommand({ Bucket: this.#variantsBucket, Key: this.keys.variant(path, name) }));
    return bytes;
  }

  async #json(key: string): Promise<unknown> {
    const bytes = await this.#read(key);
    return bytes === null ? null : JSON.parse(bytes.toString());
  }

  async #read(key: string): Promise<Buffer | null> {
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#variantsBucket, Key: key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }
}
