import { gunzipSync } from 'node:zlib';

import { messageOf } from '../errors.ts';

/** Presets of the longest names and all options come to less: what is larger is no document of ours. */
const MOST_BYTES = 1_000_000;

/**
 * Unpacks the presets as the Terraform module packs them (main.images.tf), because all variables of a function fit into 4 KB only:
 * JSON, compressed by gzip, in base64. The JSON is a table, in which what is alike lies together and so compresses better: a
 * column of names, and for each option that any preset sets a column of its values, null where a preset leaves it at its
 * default. To read one: `base64 -d | gunzip`.
 *
 * @returns the presets by name, each with what it sets, still unchecked
 * @throws Error in a sentence, when it is nothing of the kind
 */
export function unpackPresets(packed: string): Record<string, Record<string, unknown>> {
  let table: unknown;
  try {
    table = JSON.parse(
      gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_BYTES }).toString('utf8'),
    ) as unknown;
  } catch (error) {
    throw new Error(`is no JSON in gzip in base64: ${messageOf(error)}`, { cause: error });
  }
  if (!isTable(table)) throw new Error('is no table of columns of equal length, one of which holds names');
  const { name: names, ...options } = table;
  return Object.fromEntries(
    names.map((name, row) => [
      name,
      Object.fromEntries(
        Object.entries(options).flatMap(([option, column]) => (column[row] === null ? [] : [[option, column[row]]])),
      ),
    ]),
  );
}

type Table = Readonly<Record<string, readonly unknown[]>> & { readonly name: readonly string[] };

function isTable(value: unknown): value is Table {
  if (value === null || typeof value !== 'object') return false;
  const { name, ...columns } = value as Record<string, unknown>;
  if (!Array.isArray(name) || !name.every((each) => typeof each === 'string')) return false;
  return Object.values(columns).every((column) => Array.isArray(column) && column.length === name.length);
}
