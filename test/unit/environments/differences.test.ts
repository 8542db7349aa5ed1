import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { PROJECT } from '../../../local/paths.ts';
import { readHcl, readModule } from '../../../scripts/terraform/module.ts';

const FOLDER = path.join(PROJECT, 'examples', 'environments');
const ENVIRONMENTS = ['dev', 'staging', 'prod'];
/** Each environment has its own. */
const IDENTITY = ['environment', 'region', 'account_id'];

type Values = Record<string, unknown>;

/** What each environment sets, `bucket.force_destroy` and so on, in the order of ENVIRONMENTS. */
let given: Values[];
/** The README's table: the value in each environment, by setting. */
let documented: Record<string, string[]>;

function flat(values: Readonly<Values>, prefix = ''): Values {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(flat(value as Values, `${prefix}${name}.`))
      : [[prefix + name, value] as const],
  );
  return Object.fromEntries(entries);
}

/** Defaults of the attributes of an object type, from its text: `optional(bool, false)`. */
function attributeDefaults(variable: string, type: string): Values {
  const found = [...type.matchAll(/(\w+)\s*=\s*optional\(\w+(?:, ([^)]+))?\)/g)];
  return Object.fromEntries(
    found.map(([, name, value]) => [`${variable}.${name}`, JSON.parse(value ?? 'null') as unknown]),
  );
}

const merged = (all: readonly Values[]): Values => Object.fromEntries(all.flatMap((values) => Object.entries(values)));

beforeAll(async () => {
  const { variables } = await readModule(FOLDER);
  const defaults = [...variables.values()].map(({ name, typeText, default: value }) =>
    typeText.startsWith('object') ? attributeDefaults(name, typeText) : { [name]: value },
  );
  const files = ENVIRONMENTS.map((name) => readHcl(path.join(FOLDER, `${name}.tfvars`)));
  given = (await Promise.all(files)).map((values) => ({ ...merged(defaults), ...flat(values) }));

  const readme = await readFile(path.join(FOLDER, 'README.md'), 'utf8');
  const rows = readme.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  documented = Object.fromEntries(
    rows
      .filter((row) => row.length === 7 && /^[a-z_.]+$/.test(row[1] ?? ''))
      .map((row) => [row[1] ?? '', row.slice(2, 5)]),
  );
  delete documented['setting'];
});

const valuesOf = (setting: string) => given.map((values) => JSON.stringify(values[setting]));

test('exactly the settings that the README lists differ, by the values that it states', () => {
  const differing = Object.keys(given[0] ?? {}).filter(
    (setting) => !IDENTITY.includes(setting) && new Set(valuesOf(setting)).size > 1,
  );
  expect(differing.length).toBeGreaterThan(5);
  expect(Object.fromEntries(differing.map((setting) => [setting, valuesOf(setting)]))).toEqual(documented);
});

test('nothing is kept for longer, nor runs more at once, in an environment than in the next', () => {
  const sizes = Object.keys(documented).filter((setting) => /_days$|max_concurrency$/.test(setting));
  expect(sizes.length).toBeGreaterThan(3);
  for (const setting of sizes) {
    const values = given.map((values) => Number(values[setting]));
    expect([setting, values]).toEqual([setting, values.toSorted((a, b) => a - b)]);
  }
});

test('only dev may be destroyed together with what is in it, and only dev goes without alarms', () => {
  expect(valuesOf('bucket.force_destroy')).toEqual(['true', 'false', 'false']);
  expect(valuesOf('alarms')).toEqual(['false', 'true', 'true']);
});

describe('an environment', () => {
  test('has a tfvars file and a backend, and the variable allows its name', async () => {
    const files = await readdir(FOLDER);
    const names = (ending: string) =>
      files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
    expect(names('.tfvars').toSorted()).toEqual(ENVIRONMENTS.toSorted());
    expect(names('.s3.tfbackend').toSorted()).toEqual(ENVIRONMENTS.toSorted());
    expect(valuesOf('environment')).toEqual(ENVIRONMENTS.map((name) => JSON.stringify(name)));
    const text = await readFile(path.join(FOLDER, 'variables.tf'), 'utf8');
    expect(text).toContain(`contains(${JSON.stringify(ENVIRONMENTS).replaceAll(',', ', ')}, var.environment)`);
  });

  test('shares neither its account nor its state with another, and its backend expects the same account', async () => {
    const backends = await Promise.all(
      ENVIRONMENTS.map((name) => readFile(path.join(FOLDER, `${name}.s3.tfbackend`), 'utf8')),
    );
    const accounts = given.map((values) => values['account_id']);
    expect(new Set(accounts).size).toBe(3);
    expect(backends.map((text) => /allowed_account_ids = \["(\d{12})"\]/.exec(text)?.[1])).toEqual(accounts);
    expect(new Set(backends.map((text) => /^bucket\s+= "(.+)"$/m.exec(text)?.[1])).size).toBe(3);
    for (const text of backends) expect(text).toMatch(/^encrypt\s+= true$/m);
    for (const text of backends) expect(text).toMatch(/^use_lockfile\s+= true$/m);
  });
});
