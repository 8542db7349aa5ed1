import { canonicalJson } from './json.ts';

/**
 * What of some settings is not as the defaults have it; of settings inside settings, what of them is not. So it stays the same
 * when settings are added, as long as those are at their defaults.
 */
export function differencesFrom(defaults: object, settings: object): Readonly<Record<string, unknown>> {
  const standards = new Map<string, unknown>(Object.entries(defaults));
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
      const standard = standards.get(name);
      if (isSettings(value) && isSettings(standard)) {
        const inner = differencesFrom(standard, value);
        return Object.keys(inner).length === 0 ? [] : [[name, inner]];
      }
      return canonicalJson(value) === canonicalJson(standard) ? [] : [[name, value]];
    }),
  );
}

const isSettings = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
