import { canonicalJson, isObject } from './json.ts';

/**
 * The settings that differ from the defaults; nested settings are compared in the same way. Adding a setting therefore
 * does not change the result, as long as it is at its default.
 */
export function differencesFrom(defaults: object, settings: object): Readonly<Record<string, unknown>> {
  const standards = new Map<string, unknown>(Object.entries(defaults));
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
      const standard = standards.get(name);
      if (isObject(value) && isObject(standard)) {
        const inner = differencesFrom(standard, value);
        return Object.keys(inner).length === 0 ? [] : [[name, inner]];
      }
      return canonicalJson(value) === canonicalJson(standard) ? [] : [[name, value]];
    }),
  );
}
