import type { Check } from './check.ts';

/**
 * The checks with these ids and those they depend on, in their usual order; all checks if no ids are given.
 * @throws Error that lists the existing checks, if an id is unknown
 */
export function choose(checks: readonly Check[], ids: readonly string[] | undefined): readonly Check[] {
  if (ids === undefined) return checks;
  const chosen = new Set<string>();
  const add = (id: string): void => {
    if (chosen.has(id)) return;
    const found = checks.find((check) => check.id === id);
    if (found === undefined) {
      throw new Error(`There is no check "${id}". Allowed: ${checks.map((check) => check.id).join(', ')}.`);
    }
    chosen.add(id);
    found.needs.forEach(add);
  };
  ids.forEach(add);
  return checks.filter(({ id }) => chosen.has(id));
}
