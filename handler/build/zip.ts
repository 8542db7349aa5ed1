import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A file of the zip: its name there, with `/`, and its bytes. */
export interface Entry {
  name: string;
  bytes: Buffer;
}

/**
 * Packs the entries so that equal entries give equal bytes: sorted by name, one mode, and the oldest date a zip can
 * hold, as the local time that the format keeps (an instant in UTC would change with the time zone).
 */
export async function pack(entries: readonly Entry[]): Promise<Buffer> {
  const zip = new ZipFile();
  // A higher level takes twice as long for 0.03 % less of libvips, which is most of it.
  const options = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true, compressionLevel: 7 };
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    zip.addBuffer(entry.bytes, entry.name, options);
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** A file's line in the format of `sha256sum -c`. */
export function sumLine(name: string, bytes: Buffer): string {
  return `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;
}

/** Writes the zip and its `.sha256` (the format of `sha256sum -c`), each complete or not at all. */
export async function writeZip(file: string, bytes: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await replace(file, bytes);
  await replace(`${file}.sha256`, sumLine(path.basename(file), bytes));
}

async function replace(file: string, content: Buffer | string): Promise<void> {
  const partial = `${file}.${process.pid}`;
  await writeFile(partial, content);
  await rename(partial, file);
}
