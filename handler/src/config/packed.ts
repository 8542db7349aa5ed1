import { gunzipSync } from 'node:zlib';

import { messageOf } from '../errors.ts';

/** The largest valid presets, with the longest names and all options, are smaller than this. */
const MOST_BYTES = 1_000_000;

/**
 * Unpacks the presets as packed by the Terraform module (main.images.tf), because all environment variables of a
 * function share 4 KB: JSON, compressed by gzip, in base64. The JSON is a table, in which similar values are adjacent
 * and so compress better: a column of names, and for each option that any preset sets a column of its values, null
 * where a preset uses the default. To read one: `base64 -d
 * gunzip`.
 *
 * @returns the presets by name, each with the options it sets, not yet validated
 * @throws Error with a sentence fragment, if the text is not in this form
 */
export function unpackPresets(packed: string): Record<string, Record<string, unknown>> {
  let table: unknown;
  try {
    table = JSON.parse(
      gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_BYTES }).toString('utf8'),
    ) as unknown;
  } catch (error) {
    throw new Error(`is not JSON in gzip in base64: ${messageOf(error)}`, { cause: error });
  }
  if (!isTable(table)) throw new Error('is not a table of columns of equal length, one of which contains names');
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
