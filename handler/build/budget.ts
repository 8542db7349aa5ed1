import type { Metafile } from 'esbuild';

import { PACKAGE_ROOT } from './packages.ts';

type Output = Metafile['outputs'][string];

/**
 * What a function loads when it starts, in bytes: its entry and every chunk that this imports statically. Chunks behind
 * a dynamic `import()` cost nothing until they are asked for.
 */
export function startBytes(outputs: Metafile['outputs'], entry: string): number {
  return [...startFiles(outputs, entry)].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}

/** @throws when an entry loads more than `limit` bytes at start; the message names the largest inputs. */
export function checkBudget(metafile: Metafile, limit: number): void {
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint === undefined) continue;
    const bytes = startBytes(metafile.outputs, file);
    if (bytes <= limit) continue;
    throw new Error(
      `${file} loads ${kilobytes(bytes)} at start, and ${kilobytes(limit)} is the budget. ` +
        `The largest inputs: ${largestInputs(metafile.outputs, file).join(', ')}. ` +
        `Import less of them, import them lazily, or raise the budget in handler/build/bundle.ts and say why.`,
    );
  }
}

function startFiles(outputs: Metafile['outputs'], entry: string, seen = new Set<string>()): Set<string> {
  const output: Output | undefined = outputs[entry];
  if (output === undefined || seen.has(entry)) return seen;
  seen.add(entry);
  for (const { path, kind } of output.imports) if (kind === 'import-statement') startFiles(outputs, path, seen);
  return seen;
}

function largestInputs(outputs: Metafile['outputs'], entry: string): string[] {
  const sizes = new Map<string, number>();
  for (const file of startFiles(outputs, entry)) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[file]?.inputs ?? {})) {
      const owner = packageOf(input);
      sizes.set(owner, (sizes.get(owner) ?? 0) + bytesInOutput);
    }
  }
  const descending = [...sizes].sort(([, a], [, b]) => b - a);
  return descending.slice(0, 5).map(([owner, bytes]) => `${owner} ${kilobytes(bytes)}`);
}

/** The npm package that a file belongs to, or the file itself where it is our own. */
function packageOf(input: string): string {
  return PACKAGE_ROOT.exec(input)?.[1] ?? input;
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000)} kB`;
}
