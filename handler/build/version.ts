import { readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Entry } from './zip.ts';

const PACKAGE = path.join(import.meta.dirname, '..', '..', 'package.json');

/** The version of this checkout: package.json's, which version.tf repeats for Terraform. */
export async function projectVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string };
  return version;
}

/** What the zip says of itself, so that one that was built by another version, or with HEIC, can be told from outside. */
export async function versionEntry(heic: boolean): Promise<Entry> {
  const version = await projectVersion();
  const text = JSON.stringify({ name: 'darkroom', version, private: true, ...(heic && { heic }) });
  return { name: 'package.json', bytes: Buffer.from(`${text}\n`) };
}
