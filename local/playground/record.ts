import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import getPort from 'get-port';

import type { Home } from '../paths.ts';

/** What of a home's playground stays the same, so that an open page, and links to it, live through the next `make demo`. */
export interface PlaygroundRecord {
  readonly port: number;
  readonly token: string;
  /** The demo's only signing key. It protects nothing: what it signs is served on this machine only. */
  readonly signingKey: string;
  /** The server's process group; null if it was not started yet. */
  readonly pid: number | null;
}

const fileOf = (home: Home): string => path.join(home.folder, 'playground.json');

export function readRecord(home: Home): PlaygroundRecord | null {
  try {
    return JSON.parse(readFileSync(fileOf(home), 'utf8')) as PlaygroundRecord;
  } catch {
    return null; // Never made, or truncated.
  }
}

export function writeRecord(home: Home, record: PlaygroundRecord): void {
  mkdirSync(home.folder, { recursive: true });
  writeFileSync(fileOf(home), `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
}

/** The record of this home, made if there is none. */
export async function ensureRecord(home: Home): Promise<PlaygroundRecord> {
  const known = readRecord(home);
  if (known) return known;
  const record: PlaygroundRecord = {
    port: await getPort({ host: '127.0.0.1' }),
    token: randomBytes(24).toString('base64url'),
    signingKey: randomBytes(32).toString('hex'),
    pid: null,
  };
  writeRecord(home, record);
  return record;
}
