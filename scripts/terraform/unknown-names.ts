import { closest, distance } from 'fastest-levenshtein';

import type { Type } from './type.ts';
import { expressionIn, visibleValues } from './value.ts';

/** A name that a variable's type does not have, which Terraform would silently drop. */
export interface UnknownName {
  /** Where it is, for example `presets["800x600"].quality.jpg`. */
  path: string;
  /** The nearest known name, or null if none is near. */
  suggestion: string | null;
  /** All names that are known at this path. */
  known: string[];
}

/** The nearest of the known names, or null if even that one differs by more than a typo. */
export function nearest(name: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const candidate = closest(name.toLowerCase(), known);
  const slips = Math.max(2, Math.floor(Math.max(name.length, candidate.length) / 2));
  return distance(name.toLowerCase(), candidate) <= slips ? candidate : null;
}

/**
 * Every name in `value`, at any depth, that `type` does not have.
 *
 * @param path how the value is reached, for messages.
 * @param locals the locals that expressions in the value may use.
 */
export async function unknownNames(
  value: unknown,
  type: Type,
  path: string,
  locals: ReadonlyMap<string, unknown> = new Map(),
  seen: readonly string[] = [],
): Promise<UnknownName[]> {
  if (type.kind === 'leaf') return [];
  const within = (inner: unknown, innerType: Type, innerPath: string) =>
    unknownNames(inner, innerType, innerPath, locals, seen);

  const expression = expressionIn(value);
  if (expression !== null) {
    if (seen.includes(expression)) return []; // A local that refers to itself.
    const values = await visibleValues(expression, locals);
    return flat(values.map((inner) => unknownNames(inner, type, path, locals, [...seen, expression])));
  }
  if (typeof value !== 'object' || value === null) return [];

  if (Array.isArray(value)) {
    return type.kind === 'collection' ? flat(value.map((item, at) => within(item, type.of, `${path}[${at}]`))) : [];
  }

  const members = Object.entries(value).filter(([name]) => expressionIn(name) === null);
  if (type.kind === 'collection') {
    return flat(
      Object.entries(value).map(([name, inner]) => within(inner, type.of, `${path}[${JSON.stringify(name)}]`)),
    );
  }
  const known = [...type.attributes.keys()];
  return flat(
    members.map(async ([name, inner]) => {
      const attribute = type.attributes.get(name);
      if (attribute !== undefined) return within(inner, attribute, `${path}.${name}`);
      return [{ path: `${path}.${name}`, suggestion: nearest(name, known), known }];
    }),
  );
}

async function flat<Item>(lists: readonly Promise<Item[]>[]): Promise<Item[]> {
  return (await Promise.all(lists)).flat();
}
