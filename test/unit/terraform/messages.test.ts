import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';

import { PROJECT } from '../../../local/paths.ts';
import { readHcl, readModule } from '../../../scripts/terraform/module.ts';

/** One refusal: a validation of a variable, or a precondition of a resource or an output. */
interface Refusal {
  folder: string;
  /** `var.presets`, `aws_lambda_function.this` or `output.config_bytes`, as `expect_failures` writes it. */
  address: string;
  message: string;
  condition: string;
  sensitive: boolean;
}

type Json = Record<string, unknown>;

let refusals: Refusal[];
/** What the root passes on unchanged, `cdn.cors_origin`, by module and variable: `modules/cdn var.cors_origin`. */
let passed: Map<string, string>;
let tests: Map<string, string>;

const list = (value: unknown): Json[] =>
  value === undefined ? [] : ((Array.isArray(value) ? value : [value]) as Json[]);

function preconditions(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'precondition' || name === 'postcondition' ? list(inner) : preconditions(inner),
  );
}

async function refusalsOf(file: string): Promise<Refusal[]> {
  const folder = path.dirname(file);
  const content = await readHcl(path.join(PROJECT, file));
  const one = (address: string, block: Json, sensitive = false): Refusal => ({
    folder,
    address,
    message: String(block['error_message']),
    condition: String(block['condition']),
    sensitive,
  });
  const variables = Object.entries((content['variable'] ?? {}) as Json).flatMap(([name, blocks]) =>
    list(blocks).flatMap((block) =>
      list(block['validation']).map((each) => one(`var.${name}`, each, block['sensitive'] === true)),
    ),
  );
  const outputs = Object.entries((content['output'] ?? {}) as Json).flatMap(([name, block]) =>
    preconditions(block).map((each) => one(`output.${name}`, each)),
  );
  const resources = Object.entries((content['resource'] ?? {}) as Json).flatMap(([type, named]) =>
    Object.entries(named as Json).flatMap(([name, block]) =>
      preconditions(block).map((each) => one(`${type}.${name}`, each)),
    ),
  );
  return [...variables, ...outputs, ...resources];
}

/**
 * The path of the value that an argument passes on unchanged: of `var.logs`, of `var.cdn == null ? null : var.cdn.domain`, or
 * of an attribute of a local value that is one of these. Of two alternatives the first.
 */
function passedOn(argument: string, locals: ReadonlyMap<string, unknown>): string | undefined {
  const [, local = '', attribute = ''] = /^\$\{local\.([a-z_]+)\.([a-z_]+)\}$/.exec(argument) ?? [];
  const expression = local === '' ? argument : String((locals.get(local) as Json | undefined)?.[attribute]);
  const alternatives = /^\$\{(.*)\}$/s.exec(expression)?.[1]?.split(/ [?:] /) ?? [];
  return alternatives.find((each) => /^var\.[a-z_.]+$/.test(each))?.slice('var.'.length);
}

beforeAll(async () => {
  const files = globSync(['*.tf', 'modules/*/*.tf', 'examples/environments/*.tf'], { cwd: PROJECT }).sort();
  refusals = (await Promise.all(files.map(refusalsOf))).flat();

  const { calls, locals } = await readModule(PROJECT);
  passed = new Map(
    calls.flatMap(({ source, arguments: given }) =>
      Object.entries(given).flatMap(([variable, value]): [string, string][] => {
        const from = passedOn(String(value), locals);
        return from === undefined ? [] : [[`${path.normalize(source)} var.${variable}`, from]];
      }),
    ),
  );
  const folders = [...new Set(refusals.map(({ folder }) => folder))];
  tests = new Map(
    await Promise.all(
      folders.map(async (folder): Promise<[string, string]> => {
        const found = globSync(path.join(folder, 'tests', '**', '*.tftest.hcl'), { cwd: PROJECT });
        const texts = await Promise.all(found.map((file) => readFile(path.join(PROJECT, file), 'utf8')));
        return [folder, texts.join('\n')];
      }),
    ),
  );
});

const nameOf = ({ address }: Refusal): string => address.replace(/^(var|output)\./, '');
const shown = ({ folder, address, message }: Refusal): string => `${folder} ${address}: ${message}`;

describe('the message of each validation and precondition', () => {
  test('exists, for dozens of them', () => {
    expect(refusals.length).toBeGreaterThan(80);
    expect(passed.get('modules/cdn var.cors_origin')).toBe('cdn.cors_origin');
  });

  test('names the whole path of the value, from the root where the root passes it on unchecked', () => {
    const variables = refusals.filter(({ address }) => address.startsWith('var.'));
    const checkedByRoot = (at: string) =>
      variables.some(({ folder, message }) => folder === '.' && message.includes(at));
    const wrong = variables.filter((refusal) => {
      const from = passed.get(`${refusal.folder} ${refusal.address}`);
      const attribute = /var\.[a-z_]+((?:\.[a-z_]+)*)/.exec(refusal.condition)?.[1] ?? '';
      if (from !== undefined && !checkedByRoot(from + attribute)) return !refusal.message.includes(from);
      // An alternative: the values that are shown carry their paths, `presets["thumb"].fit = …`.
      return !refusal.message.includes(nameOf(refusal));
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  test('shows what was received, unless it is a secret or nothing', () => {
    const wrong = refusals.filter(
      ({ message, address, sensitive }) =>
        !sensitive && address.startsWith('var.') && !message.includes('${') && !message.includes('empty'),
    );
    expect(wrong.map(shown).filter((line) => !line.includes('signing_keys'))).toEqual([]);
  });

  test('shows of a list or map only what is wrong', () => {
    const wrong = refusals.filter(({ message }) => {
      // Strings that do not choose: join(", ", keys(var.functions)), join(", ", [for name in … : name]).
      const joined = message.matchAll(
        /join\(", ", (?:flatten\()?(keys\(var|values\(var|var\.|\[\s*for (?:(?! if | in setsubtract\().)*?\]\s*\))/gs,
      );
      return [...joined].length > 0;
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  test('is reached by a run of the tests in its folder', () => {
    const counts = new Map<string, number>();
    for (const { folder, address } of refusals) {
      counts.set(`${folder} ${address}`, (counts.get(`${folder} ${address}`) ?? 0) + 1);
    }
    const wrong = [...counts].filter(([key, wanted]) => {
      const [folder = '', address = ''] = key.split(' ');
      const expected = [...(tests.get(folder) ?? '').matchAll(/expect_failures\s*=\s*\[([^\]]*)\]/g)];
      const reached = expected.filter(([, names = '']) => names.split(',').some((name) => name.trim() === address));
      return reached.length < wanted;
    });
    expect(wrong).toEqual([]);
  });
});
