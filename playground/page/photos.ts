import { type Darkroom, darkroom, type Manifest, type Stack } from '../../packages/client/src/index.ts';
import { upload } from '../../packages/client/src/upload.ts';
import type { Welcome } from '../api/answers.ts';
import { isThere, listPhotos, listVariants, permitUpload, removePhoto, restorePhoto } from './api.ts';
import { measure } from './measure.ts';
import { bytes as sized } from './words.ts';

export type Phase = 'waiting' | 'uploading' | 'making' | 'ready' | 'rejected' | 'failed' | 'deleted';

export interface Photo {
  readonly path: string;
  readonly phase: Phase;
  /** Of the upload, from 0 to 1. */
  readonly part: number;
  /** Names of the variants that are stored since the upload. */
  readonly made: readonly string[];
  readonly manifest: Manifest | null;
  readonly error: string;
  /** Milliseconds from the end of the upload until the manifest; null if it was not uploaded here. */
  readonly took: number | null;
  /** When this phase began, by `performance.now()`. */
  readonly since: number;
  /** Whether the CDN still has what was there before, and after how many milliseconds it had not. */
  readonly purge: 'waiting' | 'slow' | number | null;
}

/** How long a manifest may take before the page gives up, in milliseconds. */
const PATIENCE_MS = 180_000;
/** A purge waits for its window, a minute by default, and takes some seconds. */
const PURGE_MS = 150_000;
const AT_ONCE = 3;

export class Photos {
  readonly welcome: Welcome;
  readonly images: Darkroom<Stack>;
  /** Where the rest of the bucket's photos begins: null if all are listed, undefined before the first are. */
  rest: string | null | undefined = undefined;
  private all = new Map<string, Photo>();
  /** Why photos that somebody looked for are not here. */
  private readonly absences = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private running = 0;
  private readonly queue: (() => Promise<void>)[] = [];

  constructor(welcome: Welcome) {
    this.welcome = welcome;
    this.images = darkroom(welcome.stack);
  }

  get list(): Photo[] {
    return [...this.all.values()];
  }

  get(path: string): Photo | undefined {
    return this.all.get(path);
  }

  /** @returns the function that ends it */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Why there is no photo at a path that was looked for; undefined while it is not known. */
  absence(path: string): string | undefined {
    return this.absences.get(path);
  }

  /** Lists what is in the bucket, or the next of it. */
  async listMore(): Promise<void> {
    const { photos, next } = await listPhotos(this.rest ?? null);
    this.rest = next;
    for (const { path } of photos) if (!this.all.has(path)) void this.look(path);
    this.changed();
  }

  /** Looks for a photo that is not listed yet. */
  async find(path: string): Promise<void> {
    if (this.all.has(path)) return;
    const absence = await isThere(path).then(
      (there) =>
        there
          ? ''
          : `There is no photo ${path}: it was deleted, or the link is that of another stack. Choose another photo.`,
      (error: unknown) => (error as Error).message,
    );
    if (absence) this.absences.set(path, absence);
    else if (!this.all.has(path)) void this.look(path);
    this.changed();
  }

  /** Uploads files, to paths of their names, or one to the path that it replaces. Returns the first path. */
  async add(files: readonly File[], replaced?: string): Promise<string | undefined> {
    const { folder, stack } = this.welcome;
    const most = stack.upload?.bytes ?? 0;
    const paths: string[] = [];
    for (const file of files) {
      const path = replaced ?? (await this.reserve(folder + (file.name || 'pasted.png')));
      const tooLarge = file.size > most && `The file has ${sized(file.size)}; ${sized(most)} is the most.`;
      this.set(path, { phase: 'waiting', part: 0, made: [], error: '', took: null, purge: null });
      if (tooLarge) this.set(path, { phase: 'failed', error: tooLarge });
      else this.queue.push(() => this.send(path, file, replaced !== undefined));
      paths.push(path);
      this.next();
    }
    return paths[0];
  }

  async remove(path: string): Promise<void> {
    await removePhoto(path);
    this.set(path, { phase: 'deleted' });
    void this.untilPurged(path, (status) => status === 403 || status === 404);
  }

  async restore(path: string): Promise<void> {
    await restorePhoto(path);
    this.set(path, { phase: 'making', made: [], purge: null });
    await this.follow(path, undefined, []);
  }

  private set(path: string, change: Partial<Photo>): void {
    const now = performance.now();
    const old = this.all.get(path) ?? {
      path,
      phase: 'waiting' as const,
      part: 0,
      made: [],
      manifest: null,
      error: '',
      took: null,
      since: now,
      purge: null,
    };
    const since = change.phase && change.phase !== old.phase ? now : old.since;
    const photo = { ...old, since, ...change };
    this.all = new Map(this.all).set(path, photo);
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  /** Shows a photo that is in the bucket. */
  private async look(path: string): Promise<void> {
    this.set(path, { phase: 'making' });
    try {
      const manifest = await this.images.manifest(path);
      if (manifest) this.set(path, { phase: manifest.status, manifest });
      else await this.follow(path, undefined, []);
    } catch (error) {
      this.set(path, { phase: 'failed', error: (error as Error).message });
    }
  }

  /** Gives a row to a path that no photo has, listed or not: `sea-2.jpg` where there is a `sea.jpg`. */
  private async reserve(path: string): Promise<string> {
    const [, stem = path, extension = ''] = /^(.*?)(\.[^./]*)?$/.exec(path) ?? [];
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? path : `${stem}-${number}${extension}`;
      const isTaken = (): boolean => (this.get(candidate)?.phase ?? 'deleted') !== 'deleted';
      if (isTaken() || (this.rest !== null && (await isThere(candidate))) || isTaken()) continue;
      this.set(candidate, { phase: 'waiting' });
      return candidate;
    }
  }

  private next(): void {
    while (this.running < AT_ONCE) {
      const work = this.queue.shift();
      if (!work) return;
      this.running += 1;
      void work().finally(() => {
        this.running -= 1;
        this.next();
      });
    }
  }

  private async send(path: string, file: File, replaces: boolean): Promise<void> {
    try {
      this.set(path, { phase: 'uploading' });
      const before = replaces ? (await listVariants(path)).variants.map(({ version }) => version) : [];
      const post = await permitUpload(path);
      const { etag } = await upload(file, post, {
        onProgress: (part) => {
          this.set(path, { part });
        },
      });
      this.set(path, { phase: 'making' });
      const manifest = await this.follow(path, etag, before);
      const [plain] = manifest?.variants.filter(({ format }) => !/webp|avif/.test(format)) ?? [];
      if (replaces && plain) void this.untilPurged(path, (_, etag) => etag === plain.etag);
    } catch (error) {
      this.set(path, { phase: 'failed', error: (error as Error).message });
    }
  }

  /** Shows each variant as it is stored, until the manifest is there. */
  private async follow(path: string, etag: string | undefined, before: readonly string[]): Promise<Manifest | null> {
    const start = performance.now();
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const over = new AbortController();
    const watch = async (): Promise<void> => {
      while (!over.signal.aborted && !signal.aborted) {
        const { variants } = await listVariants(path).catch(() => ({ variants: [] }));
        const made = variants.filter(({ version }) => !before.includes(version)).map(({ name }) => name);
        if (this.get(path)?.phase === 'making') this.set(path, { made });
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
    };
    void watch();
    try {
      const manifest = await this.images.ready(path, { etag, signal });
      this.set(path, { phase: manifest.status, manifest, took: etag ? performance.now() - start : null });
      return manifest;
    } catch {
      this.set(path, { phase: 'failed', error: 'Nothing came of it in three minutes: the functions’ log says why.' });
      return null;
    } finally {
      over.abort();
    }
  }

  private async untilPurged(path: string, isCurrent: (status: number, etag: string) => boolean): Promise<void> {
    const [preset = ''] = Object.keys(this.welcome.stack.presets);
    const url = this.images.url(path, this.get(path)?.manifest?.variants[0]?.preset ?? preset);
    const start = performance.now();
    this.set(path, { purge: 'waiting' });
    while (performance.now() - start < PURGE_MS) {
      const seen = await measure(url, '*/*').catch(() => null);
      if (seen) URL.revokeObjectURL(seen.blob);
      if (seen && isCurrent(seen.status, seen.etag)) {
        this.set(path, { purge: performance.now() - start });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    this.set(path, { purge: 'slow' });
  }
}
