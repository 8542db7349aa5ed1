import type { Check } from './check.ts';

/**
 * The checks of these ids, and whatever they need, in the order given; all of them where no id is given.
 * @throws Error that names the checks that there are, where one is not among them
 */
export function choose(checks: readonly Check[], ids: readonly string[] | undefined): readonly Check[] {
  if (ids === undefined) return checks;
  const chosen = new Set<string>();
  const add = (id: string): void => {
    if (chosen.has(id)) return;
    const found = checks.find((check) => check.id === id);
    if (found === undefined) {
      throw new Error(`There is no check "${id}". There are ${checks.map((check) => check.id).join(', ')}.`);
    }
    chosen.add(id);
    found.needs.forEach(add);
  };
  ids.forEach(add);
  return checks.filter(({ id }) => chosen.has(id));
}
