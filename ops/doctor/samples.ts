import { randomBytes } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import sharp from 'sharp';

import { createKeys, type Keys } from '../../handler/src/keys.ts';
import { parseManifest, type ReadyManifest } from '../../handler/src/manifest.ts';
import { bareTag } from '../../handler/src/store/etag.ts';
import { NotChecked, Wrong } from './check.ts';
import { type Pace, until } from './pace.ts';
import type { Stack } from './stack/stack.ts';

/** An original of the doctor's own. */
export interface Sample {
  readonly path: string;
  /** ETag of what was uploaded, without quotes. */
  readonly etag: string;
}

/** One whose variants are there. */
export interface ReadySample extends Sample {
  readonly manifest: ReadyManifest;
  /** From the end of the upload until its manifest was there. */
  readonly seconds: number;
}

/** Pixels of a sample: little to encode. */
const SIZE = { width: 96, height: 72 };
/** What a sample is enlarged from: a few random colours that run into each other, as encoders like it. */
const COLOURS = { width: 8, height: 6 };

/** The doctor's own objects, all of them in a folder that nobody else can have guessed. */
export class Samples {
  readonly folder = `darkroom-doctor-${randomBytes(12).toString('hex')}/`;
  /** Every path that was written to, whatever became of it. */
  readonly paths = new Set<string>();
  readonly keys: Keys;
  readonly #s3: S3Client;
  readonly #bucket: string;
  readonly #pace: Pace;
  readonly #once = new Map<string, Promise<unknown>>();

  constructor(s3: S3Client, stack: Stack, pace: Pace) {
    this.keys = createKeys(stack.config.prefixes);
    this.#s3 = s3;
    this.#bucket = stack.bucket;
    this.#pace = pace;
  }

  /** The sample of this name, uploaded when it is first asked for, as soon as its variants are there. */
  make(name: string): Promise<ReadySample> {
    return this.once(`upload ${name}`, async () => this.ready(await this.upload(name)));
  }

  /** What `make` came to, or comes to, when it was first called for this name. */
  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = this.#once.get(name) ?? make();
    this.#once.set(name, made);
    return made as Promise<T>;
  }

  /** Uploads a picture that was never seen before, over an earlier one of that name if there is one. */
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
   * Waits for the manifest of what was uploaded.
   * @throws Wrong where it does not come in time, or is a rejection
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
    if (manifest.status === 'ready') return { ...sample, manifest, seconds };
    throw new Wrong(`${sample.path} was rejected as ${manifest.rejection.code}: ${manifest.rejection.message}`);
  }

  async remove(path: string): Promise<void> {
    await this.#s3.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: this.keys.original(path) }));
  }

  /** Bytes of a stored variant, or null where it is not there. */
  async variant(path: string, name: string): Promise<Buffer | null> {
    return this.#read(this.keys.variant(path, name));
  }

  /** Deletes a variant, so that the CDN has to ask render for it; returns the bytes that it had. */
  async lose(path: string, name: string): Promise<Buffer> {
    const bytes = await this.variant(path, name);
    if (bytes === null) throw new NotChecked(`The variant ${name} of ${path} was gone before it could be deleted.`);
    await this.#s3.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: this.keys.variant(path, name) }));
    return bytes;
  }

  async #json(key: string): Promise<unknown> {
    const bytes = await this.#read(key);
    return bytes === null ? null : JSON.parse(bytes.toString());
  }

  async #read(key: string): Promise<Buffer | null> {
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }
}
