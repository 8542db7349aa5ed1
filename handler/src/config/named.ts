import { isObject } from '../json.ts';

/*
 * The configuration says what is used by many presets once, and presets name it: the environment of a function is small.
 * Here each preset gets the thing itself, of which its recipe is a digest, so that a name changes nothing.
 */

/**
 * The presets, with each overlay in place of its name, and null in place of a name that there is not.
 * @param problems gets a sentence for each such name
 */
export function withOverlays(
  presets: Readonly<Record<string, unknown>>,
  overlays: unknown,
  problems: string[],
): Record<string, unknown> {
  const known = isObject(overlays) ? overlays : {};
  return Object.fromEntries(
    Object.entries(presets).map(([name, preset]) => {
      if (!isObject(preset) || typeof preset['overlay'] !== 'string') return [name, preset];
      const named = preset['overlay'];
      if (Object.hasOwn(known, named)) return [name, { ...preset, overlay: known[named] }];
      const allowed = Object.keys(known).join(', ') || 'none, as there are no overlays';
      problems.push(`presets.${name}.overlay: received "${named}"; allowed: ${allowed}`);
      return [name, { ...preset, overlay: null }];
    }),
  );
}
