import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

export interface Synthesised {
  readonly module: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly terraform: { readonly required_providers: Readonly<Record<string, { readonly version: string }>> };
}

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/**
 * Runs main.ts into a folder of its own, which goes when the tests are over; answers that stack's folder and its JSON.
 */
export async function synthesise(): Promise<{ folder: string; json: Synthesised; text: string }> {
  const out = await mkdtemp(join(tmpdir(), 'darkroom-cdktf-'));
  folders.push(out);
  process.env['CDKTF_OUTDIR'] = out;
  await import('../main.ts');
  const folder = join(out, 'stacks', 'gallery');
  const text = await readFile(join(folder, 'cdk.tf.json'), 'utf8');
  return { folder, json: JSON.parse(text) as Synthesised, text };
}
