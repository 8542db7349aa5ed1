/** Prints a report as text, or as one JSON document. */
export function print<T>(
  report: T,
  { json }: { readonly json?: true | undefined },
  textOf: (report: T) => string,
): void {
  console.log(json ? JSON.stringify(report, null, 2) : textOf(report));
}

/** Says something to people on the way, where the answer may be for programs. */
export const noteFor = ({ json }: { readonly json?: true | undefined }): ((text: string) => void) =>
  json ? console.error : console.log;

/**
 * Text from outside, as it may go to a terminal: keys and messages may contain anything, so control characters, and
 * those that turn the direction of text, are replaced.
 */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');

/** Rows of cells, in columns as wide as their widest cell; the last one is not padded. */
export function columns(rows: readonly (readonly string[])[], gap = '  '): string {
  const widths = rows.reduce<number[]>((wide, row) => {
    row.forEach((cell, at) => (wide[at] = Math.max(wide[at] ?? 0, cell.length)));
    return wide;
  }, []);
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at < row.length - 1 ? cell.padEnd(widths[at] ?? 0) : cell))
        .join(gap)
        .trimEnd(),
    )
    .join('\n');
}

const UNITS: readonly (readonly [number, string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
];

/** A duration in its largest sensible unit: `45 s`, `12 min`, `3.5 h`, `2.1 d`. */
export function durationText(seconds: number): string {
  const unit = UNITS.find(([least]) => seconds >= 2 * least);
  if (unit === undefined) return `${Math.round(seconds)} s`;
  const value = seconds / unit[0];
  return `${value < 10 && unit[1] !== 'min' ? value.toFixed(1) : Math.round(value)} ${unit[1]}`;
}

/** Dollars, to the cent above one cent, and to two digits below. */
export const dollarText = (dollars: number): string =>
  dollars >= 0.1 || dollars === 0 ? `$${dollars.toFixed(2)}` : `$${Number(dollars.toPrecision(2)).toString()}`;

export const countText = (count: number): string => Math.round(count).toLocaleString('en-US');
