import * as z from 'zod/mini';

import { parseJson } from '../../handler/src/json.ts';

/** The result of `npm audit`. */
export type Verdict =
  | { kind: 'clean' }
  | { kind: 'vulnerable'; sentence: string }
  /** The registry could not be reached, which says nothing about the packages. */
  | { kind: 'unknown'; sentence: string };

const reportSchema = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string() })),
});
const failureSchema = z.object({ message: z.string() });

/** Severities that fail a build. */
const SERIOUS = ['high', 'critical'];

/**
 * Parses the output of `npm audit --json`. Its exit code is ambiguous: it is 1 both for a finding and for a registry that does
 * not answer.
 *
 * @param folder whose lockfile was audited, for the message
 */
export function verdictOf(output: string, folder: string): Verdict {
  const document = parseJson(output);
  const report = reportSchema.safeParse(document);
  if (!report.success) {
    const failure = failureSchema.safeParse(document);
    const why = failure.success ? failure.data.message : output.trim().slice(0, 200) || 'npm printed nothing';
    return { kind: 'unknown', sentence: `The packages of ${folder} were not audited: ${why}.` };
  }
  const serious = Object.entries(report.data.vulnerabilities).filter(([, { severity }]) => SERIOUS.includes(severity));
  if (serious.length === 0) return { kind: 'clean' };
  const named = serious.map(([name, { severity, range }]) => `${name} ${range} (${severity})`).join(', ');
  return {
    kind: 'vulnerable',
    sentence: `Packages that ${folder} runs in production have known vulnerabilities: ${named}. Update them in its package.json, or see \`npm audit\` there.`,
  };
}
