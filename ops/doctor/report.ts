import { dollarText } from '../print.ts';
import type { Result, Verdict } from './check.ts';
import type { Report } from './examine.ts';
import type { Bill } from './meter.ts';

const WORDS: Readonly<Record<Verdict, string>> = { passed: 'ok', failed: 'FAILED', 'not checked': 'not checked' };
const INDENT = ' '.repeat(15);

/** Link to a check's section in the documentation. */
const linkOf = (id: string): string => `docs/doctor.md#${id}`;

/** The report as text. */
export function reportText(report: Report): string {
  const { stack, results, seconds, left, bill } = report;
  const where = stack.cdn === null ? 'without a CDN' : stack.cdn.url;
  const counts = (['passed', 'failed', 'not checked'] as const)
    .map((verdict) => `${results.filter((result) => result.verdict === verdict).length} ${verdict}`)
    .join(', ');
  return [
    `${stack.name} in ${stack.region}, ${where}`,
    '',
    ...results.map(resultText),
    '',
    `${counts}, in ${seconds} s.`,
    billText(bill),
    ...(report.interrupted ? ['Interrupted: unfinished checks count as not checked.'] : []),
    ...(left === null ? [] : [left]),
  ].join('\n');
}

function billText({ dollars, invalidations: { paths, dollars: most }, prices: { month, region } }: Bill): string {
  const run = `This run cost about ${dollarText(dollars)} at the list prices of ${region} in ${month}`;
  return paths === 0
    ? `${run}.`
    : `${run}, and up to ${dollarText(most)} more for ${paths} invalidation paths once the month's thousand free ones are used up.`;
}

function resultText({ check, verdict, came, seconds }: Result): string {
  const lines = [`${WORDS[verdict].padEnd(13)}${check.title} [${check.id}${seconds >= 1 ? `, ${seconds} s` : ''}]`];
  if (verdict === 'not checked') lines.push(`${INDENT}${oneLine(came)}`);
  else lines.push(`${INDENT}expected: ${check.expected}`, `${INDENT}found: ${oneLine(came)}`);
  if (verdict === 'failed') lines.push(`${INDENT}advice: ${check.advice}`, `${INDENT}see: ${linkOf(check.id)}`);
  return lines.join('\n');
}

/** Text from outside may contain anything, so control characters are replaced before they reach the terminal. */
const oneLine = (text: string): string =>
  text
    .trim()
    .replaceAll('\n', `\n${INDENT}  `)
    // eslint-disable-next-line no-control-regex -- these are replaced
    .replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '?');

/** The report as one JSON document. */
export function reportJson(report: Report): string {
  const { stack, results, seconds, folder, left, interrupted, bill } = report;
  return JSON.stringify(
    {
      stack: stack.name,
      region: stack.region,
      cdn: stack.cdn?.url ?? null,
      seconds,
      interrupted,
      folder,
      left,
      cost: bill,
      checks: results.map(({ check: { id, title, expected, advice }, verdict, came, seconds: took }) => ({
        id,
        title,
        verdict,
        expected,
        came,
        ...(verdict === 'failed' && { advice, docs: linkOf(id) }),
        seconds: took,
      })),
    },
    null,
    2,
  );
}

/** 0 nothing failed, 1 a check failed or something was left behind, 130 interrupted (as in shells after Ctrl-C). */
export function exitCode({ results, left, interrupted }: Report): number {
  if (interrupted) return 130;
  return left !== null || results.some(({ verdict }) => verdict === 'failed') ? 1 : 0;
}
