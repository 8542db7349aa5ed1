import { urlPathOf } from '../cdn.ts';
import type { Outcome } from './process.ts';

type Row = readonly string[];

const HEAD: Row = ['original', 'variant', 'is', 'pixels', 'bytes', 'saved', 'ms', 'URL'];
/** Columns of numbers, aligned right. */
const NUMBERS = new Set(['pixels', 'bytes', 'saved', 'ms']);

/**
 * The result of each photo, one line per variant. `saved` compares with the original's bytes, and `ms` is the time
 * from the end of the upload until all variants existed. A rejected photo shows its code and message. URLs omit the
 * CDN's address, which is `cdn`; null if the stack has none.
 */
export function table(outcomes: readonly Outcome[], cdn: string | null): string {
  const rows = outcomes.flatMap(rowsOf);
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return NUMBERS.has(HEAD[column] ?? '') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const base = cdn === null ? [] : ['', `URLs start with ${cdn}`];
  return [line(HEAD), rule, ...rows.map(line), ...base, ...rejections(outcomes)].join('\n');
}

function rowsOf({ photo, manifest, milliseconds }: Outcome): Row[] {
  const { path, bytes } = photo;
  if (manifest.status === 'rejected') {
    return [[path, 'rejected', manifest.rejection.code, '', number(bytes), '', number(milliseconds), '']];
  }
  const { image, variants } = manifest;
  const own: Row = [
    path,
    '',
    image.format,
    `${image.width}×${image.height}`,
    number(bytes),
    '',
    number(milliseconds),
    '',
  ];
  return [
    own,
    ...variants.map(({ name, contentType, width, height, bytes: made }) => {
      const saved = `${Math.round((1 - made / bytes) * 100)} %`;
      return [
        '',
        name,
        contentType.replace('image/', ''),
        `${width}×${height}`,
        number(made),
        saved,
        '',
        urlPathOf(path, name),
      ];
    }),
  ];
}

function rejections(outcomes: readonly Outcome[]): string[] {
  const sentences = outcomes.flatMap(({ photo, manifest }) =>
    manifest.status === 'rejected' ? [`${photo.path}: ${manifest.rejection.message}`] : [],
  );
  return sentences.length === 0 ? [] : ['', 'Rejected:', ...sentences.map((sentence) => `  ${sentence}`)];
}

function number(value: number): string {
  return value.toLocaleString('en');
}
