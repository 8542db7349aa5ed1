import { table } from '../table.ts';
import type { Span, Timeline } from './store.ts';

interface Conditions {
  readonly delay: number;
  readonly rounds: number;
  readonly machine: string;
  readonly megapixels: number;
}

/** The medians of all cases, and the timeline of the run nearest to the median of each that makes variants. */
export function report(
  cases: ReadonlyMap<string, readonly Timeline[]>,
  { delay, rounds, machine, megapixels }: Conditions,
): string {
  const sorted = [...cases].map(([title, runs]) => [title, [...runs].sort((a, b) => a.total - b.total)] as const);
  const rows = sorted.map(([title, runs]) => {
    const typical = middleOf(runs);
    const requests = typical.spans.filter(({ what }) => what !== 'transform').length;
    return [
      title,
      `**${ms(typical.total)}** (${ms(runs[0]?.total)}–${ms(runs.at(-1)?.total)})`,
      String(requests),
      ms(waited(typical)),
    ];
  });
  return `${new Date().toISOString().slice(0, 10)} · ${megapixels} MP JPEG, nine variants · ${delay} ms a request · ${rounds} rounds · ${machine}

${table(['', 'ms', 'requests', 'ms outside of the transform'], rows)}

${sorted
  .filter(([, [first]]) => first?.spans.some(({ what }) => what === 'transform'))
  .map(([title, runs]) => `### ${title}\n\n${timelineOf(middleOf(runs))}`)
  .join('\n\n')}
`;
}

function middleOf(runs: readonly Timeline[]): Timeline {
  const middle = runs[Math.floor(runs.length / 2)];
  if (middle === undefined) throw new Error('There is no median of no runs: measure at least one.');
  return middle;
}

/** Milliseconds outside of the transform. */
function waited({ total, spans }: Timeline): number {
  const transform = spans.find(({ what }) => what === 'transform');
  return total - (transform === undefined ? 0 : transform.to - transform.from);
}

const ms = (value = 0): string => value.toFixed(0);

/** Requests of a kind that run together, as one row. */
function timelineOf({ spans }: Timeline): string {
  const rows: { what: string; spans: Span[] }[] = [];
  for (const span of spans) {
    const what = span.what.replace(/^(\S+) (variants)\/.*[^/]$/, '$1 $2/…');
    const row = rows.find((each) => each.what === what && overlaps(each.spans, span));
    if (row) row.spans.push(span);
    else rows.push({ what, spans: [span] });
  }
  return table(
    ['', 'from', 'to'],
    rows.map(({ what, spans: together }) => [
      together.length === 1 ? what : `${together.length} × ${what}`,
      ms(Math.min(...together.map(({ from }) => from))),
      ms(Math.max(...together.map(({ to }) => to))),
    ]),
  );
}

const overlaps = (spans: readonly Span[], { from }: Span): boolean => spans.some(({ to }) => from <= to + 1);
