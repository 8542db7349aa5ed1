import type { SoakReport } from './soak.ts';

/** Above this, Darkroom would be repeating the same work. */
const MOST_TRANSFORMS = 1.5;

/** Descriptions of what went wrong; empty if nothing did. */
export function complaints({ violations, transformsPerUpload, entries }: SoakReport): string[] {
  const [first] = violations;
  const told: string[] = [];
  if (first) {
    const trail = entries.find(({ path }) => path === first.path)?.trail ?? [];
    told.push(`${violations.length} violations. The first is ${first.path}: ${first.problem}`, ...trail);
  }
  if (transformsPerUpload > MOST_TRANSFORMS) {
    told.push(`${transformsPerUpload.toFixed(2)} transforms per upload, of at most ${MOST_TRANSFORMS}`);
  }
  return told;
}

/** A run as a table. */
export function tableOf(report: SoakReport, seed: number): string {
  const { entries, tally, violations, transformsPerUpload, leftovers, seconds } = report;
  const uploads = entries.reduce((sum, entry) => sum + entry.uploads, 0);
  const rows: [string, string | number][] = [
    ['seed', seed],
    ['originals', entries.length],
    ['uploads including overwrites', uploads],
    ['existing at the end', entries.filter(({ current }) => current !== null).length],
    ['duplicate events', entries.reduce((sum, { plan }) => sum + plan.copies.length, 0)],
    ...[...tally].sort(([a], [b]) => a.localeCompare(b)).map(([kind, count]): [string, number] => [`  ${kind}`, count]),
    ['transforms per upload', transformsPerUpload.toFixed(3)],
    ['remaining locks and marks', leftovers],
    ['seconds', Math.round(seconds)],
    ['violations', violations.length],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${String(value).padStart(9)}`).join('\n');
}
