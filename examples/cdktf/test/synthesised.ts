import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Synthesised {
  readonly module: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly terraform: { readonly required_providers: Readonly<Record<string, { readonly version: string }>> };
}

/** Runs main.ts into a folder of its own; answers that stack's folder and its JSON. */
export async function synthesise(): Promise<{ folder: string; json: Synthesised; text: string }> {
  const out = await mkdtemp(join(tmpdir(), 'darkroom-cdktf-'));
  process.env['CDKTF_OUTDIR'] = out;
  await import('../main.ts');
  const folder = join(out, 'stacks', 'gallery');
  const text = await readFile(join(folder, 'cdk.tf.json'), 'utf8');
  return { folder, json: JSON.parse(text) as Synthesised, text };
}
