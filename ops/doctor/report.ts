import type { Result, Verdict } from './check.ts';
import type { Report } from './examine.ts';

const WORDS: Readonly<Record<Verdict, string>> = { passed: 'ok', failed: 'FAILED', 'not checked': 'not checked' };
const INDENT = ' '.repeat(15);

/** Where a check's section of the docs is. */
const linkOf = (id: string): string => `docs/doctor.md#${id}`;

/** Everything that was found, for people. */
export function reportText(report: Report): string {
  const { stack, results, seconds, left } = report;
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
    ...(report.interrupted ? ['Interrupted: what was not finished is not checked.'] : []),
    ...(left === null ? [] : [left]),
  ].join('\n');
}

function resultText({ check, verdict, came, seconds }: Result): string {
  const lines = [`${WORDS[verdict].padEnd(13)}${check.title} [${check.id}${seconds >= 1 ? `, ${seconds} s` : ''}]`];
  if (verdict === 'not checked') lines.push(`${INDENT}${oneLine(came)}`);
  else lines.push(`${INDENT}expected: ${check.expected}`, `${INDENT}came: ${oneLine(came)}`);
  if (verdict === 'failed') lines.push(`${INDENT}do: ${check.advice}`, `${INDENT}more: ${linkOf(check.id)}`);
  return lines.join('\n');
}

/** What came from outside may hold anything: nothing of it drives a terminal. */
const oneLine = (text: string): string =>
  text
    .trim()
    .replaceAll('\n', `\n${INDENT}  `)
    // eslint-disable-next-line no-control-regex -- those are what is taken out
    .replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '?');

/** The same for programs: one JSON document. */
export function reportJson(report: Report): string {
  const { stack, results, seconds, folder, left, interrupted } = report;
  return JSON.stringify(
    {
      stack: stack.name,
      region: stack.region,
      cdn: stack.cdn?.url ?? null,
      seconds,
      interrupted,
      folder,
      left,
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

/** 0 nothing failed, 1 something did or stayed behind, 130 interrupted (as shells have it for Ctrl-C). */
export function exitCode({ results, left, interrupted }: Report): number {
  if (interrupted) return 130;
  return left !== null || results.some(({ verdict }) => verdict === 'failed') ? 1 : 0;
}
