import * as z from 'zod/mini';

import type { Walked } from '../store/walk.ts';
import type { Reading } from './resorted.ts';

/** What originals are compared with: first their manifests, then whatever lies under `variants/`. */
export const PHASES = ['manifests', 'variants'] as const;
export type Phase = (typeof PHASES)[number];

/** Where a sweep has got to. */
export interface Cursor extends Reading {
  readonly phase: Phase;
  /** Last key under the phase's prefix that is done, or would be if it were there; null before the first. */
  readonly done: string | null;
}

export const startOf = (phase: Phase): Cursor => ({ phase, done: null, read: null, held: [] });

const key = z.nullable(z.string());
const number = z.number();

/** The cursor as a message carries it. What is held begins the key read last, nearly always, so that its length says it all. */
export const cursorSchema = z.strictObject({
  phase: z.enum(PHASES),
  done: key,
  read: key,
  held: z.array(z.tuple([z.union([z.string(), number]), z.string(), number, number])),
});

export type PackedCursor = z.infer<typeof cursorSchema>;

export function pack({ phase, done, read, held }: Cursor): PackedCursor {
  return {
    phase,
    done,
    read,
    held: held.map(({ key, etag, bytes, modified }) => [
      read?.startsWith(key) === true ? key.length : key,
      etag,
      bytes,
      modified,
    ]),
  };
}

export function unpack({ phase, done, read, held }: PackedCursor): Cursor {
  const walked = ([key, etag, bytes, modified]: PackedCursor['held'][number]): Walked => ({
    key: typeof key === 'number' ? (read ?? '').slice(0, key) : key,
    etag,
    bytes,
    modified,
  });
  return { phase, done, read, held: held.map(walked) };
}
