import type * as z from 'zod/mini';

type Issue = z.core.$ZodIssue;

/** One sentence per issue: where, what was received, what is allowed. */
export function problemsOf(issues: readonly Issue[], document: unknown): string[] {
  return issues.flatMap((issue) => describe(issue, document));
}

function describe(issue: Issue, document: unknown): string[] {
  const at = issue.path.map(String).join('.') || 'document';
  const received = show(valueAt(document, issue.path));
  switch (issue.code) {
    case 'custom':
      return [issue.message];
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${issue.path.length > 0 ? `${at}.` : ''}${key}: no such setting; remove it`);
    case 'invalid_key':
      return [`${at}: received this name; allowed: ${issue.issues.map(allowed).join(', ')}`];
    default:
      return [`${at}: received ${received}; allowed: ${allowed(issue)}`];
  }
}

function allowed(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : `a ${issue.expected}`;
    case 'too_small':
      return `at least ${String(issue.minimum)}`;
    case 'too_big':
      return `at most ${String(issue.maximum)}`;
    case 'invalid_format':
      return `text like ${issue.pattern ?? issue.format}`;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(', ');
    default:
      return issue.message;
  }
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      value !== null && typeof value === 'object' ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    document,
  );
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
