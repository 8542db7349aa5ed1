import { Command } from 'commander';

import { type StackOptions, stackOptions } from '../options.ts';
import { countText, plain, print } from '../print.ts';
import type { Explanation } from './gather.ts';

interface Options extends StackOptions {
  accept: string;
}

/** What today's browsers send for an image. */
const BROWSER = 'image/avif,image/webp,image/*,*/*;q=0.8';

function explanationText(found: Explanation): string {
  const { path, mapping, served, original, manifest, variants, locks, marks, next } = found;
  const lines: [string, string][] = [];
  if (mapping !== null && 'refused' in mapping) {
    const { status, code, message } = mapping.refused;
    lines.push(['URL', `${status} ${code}: ${message} The viewer function refuses it, and nothing else is asked.`]);
  }
  if (mapping !== null && 'key' in mapping) lines.push(['URL', `→ ${mapping.key}, as ${mapping.url}`]);
  if (path === null) return textOf(lines);
  if (served !== null) lines.push(['served', served]);
  lines.push(
    ['path', path],
    [
      'original',
      original === null
        ? 'none'
        : `${original.key}: ${countText(original.bytes)} bytes, ETag ${original.etag}, version ${original.version}${original.archived ? ', in an archive' : ''}`,
    ],
    ['manifest', manifest],
  );
  const states = new Map<string, string[]>();
  for (const { name, state } of variants) states.set(state, [...(states.get(state) ?? []), name]);
  if (variants.length === 0) lines.push(['variants', 'none']);
  for (const [state, names] of states) lines.push(['variants', `${state}: ${names.join(', ')}`]);
  for (const { name, secondsOld, expired } of locks) {
    lines.push(['lock', `${name}, ${secondsOld} s old${expired ? ': its holder is dead' : ': somebody is making it'}`]);
  }
  for (const mark of marks) lines.push(['mark', mark]);
  if (next !== null) {
    const what = next.acts.length === 0 ? 'nothing to do' : next.acts.join('; ');
    lines.push(['next look', next.stopped === null ? what : `${what}; then ${next.stopped}`]);
  }
  return textOf(lines);
}

const textOf = (lines: readonly (readonly [string, string])[]): string =>
  lines.map(([what, text], at) => `${(lines[at - 1]?.[0] === what ? '' : what).padEnd(10)}${plain(text)}`).join('\n');

export const explainCommand = (): Command =>
  stackOptions(new Command('explain'))
    .description(
      'Says all about one original: what is stored of it, what its manifest, locks and marks say, and what the next look ' +
        'at it would do, by running the look itself without writing. Of a URL it says what the viewer function makes of ' +
        'it and why. Reads only.',
    )
    .argument('<path|url|key>', 'a path such as a/b/photo.jpg, a URL of the CDN (or /<preset>/<path>), or an S3 key')
    .option('--accept <header>', 'the Accept header of whoever requests the URL', BROWSER)
    .action(async (text: string, options: Options) => {
      const { withStack } = await import('../with-stack.ts');
      const { explain } = await import('./gather.ts');
      print(await withStack(options, (found) => explain(found, text, options.accept)), options, explanationText);
    });
