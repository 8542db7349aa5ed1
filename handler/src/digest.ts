import { createHash } from 'node:crypto';

import { canonicalJson } from './json.ts';

/** The first hexadecimal digits of a value's SHA-256, independent of the order of its properties. */
export const digestOf = (value: unknown, digits: number): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, digits);
