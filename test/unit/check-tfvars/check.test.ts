import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

import { check } from '../../../scripts/terraform/check.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { project } from './project.ts';

/** What is refused in a project with these files, as `file: path → suggestion`. */
async function refused(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { problems } = await check(await project(files));
  return problems.map(({ file, path, suggestion }) => `${file}: ${path} → ${suggestion ?? 'nothing near'}`);
}

test('names that all exist are accepted', async () => {
  const tfvars =
    'name = "x"\npresets = { "800x600" = { width = 800, quality = { webp = 80 } } }\nanything = { at = { all = 1 } }';
  expect(await refused({ 'environments/dev.tfvars': tfvars })).toEqual([]);
});

test('a misspelt variable is refused', async () => {
  expect(await refused({ 'environments/dev.tfvars': 'preset = {}' })).toEqual([
    'environments/dev.tfvars: preset → presets',
  ]);
});

test('a misspelt attribute is refused at any depth, inside maps and lists', async () => {
  const tfvars = `
    presets = { "a.b" = { widht = 1, quality = { jpg = 80 } } }
    readers = [{ sid = "A", prefixes = [] }, { sid = "B", prefix = [] }]
  `;
  expect(await refused({ 'dev.tfvars': tfvars })).toEqual([
    'dev.tfvars: presets["a.b"].quality.jpg → jpeg',
    'dev.tfvars: presets["a.b"].widht → width',
    'dev.tfvars: readers[1].prefix → prefixes',
  ]);
});

test('a name that resembles none gets no suggestion', async () => {
  expect(await refused({ 'dev.tfvars': 'zzzzzzzz = 1' })).toEqual(['dev.tfvars: zzzzzzzz → nothing near']);
});

test('the JSON spelling of a tfvars file is checked too', async () => {
  expect(await refused({ 'dev.tfvars.json': '{ "presets": { "a": { "widths": 1 } } }' })).toEqual([
    'dev.tfvars.json: presets["a"].widths → width',
  ]);
});

test('a module block is checked against the module that it calls, beside its meta-arguments', async () => {
  const main = `
    module "darkroom" {
      source     = "../.."
      for_each   = toset(["a"])
      depends_on = [aws_kms_key.this]
      presets    = { thumb = { width = 1, format = ["webp"] } }
    }
  `;
  expect(await refused({ 'examples/basic/main.tf': main })).toEqual([
    'examples/basic/main.tf: module.darkroom.presets["thumb"].format → formats',
  ]);
});

test('a module block in a *.tf.json file is checked too', async () => {
  const main = JSON.stringify({
    '//': 'made by a program',
    module: { darkroom: { source: '../..', '//': 'a comment', presets: { a: { widht: 1 } } } },
  });
  expect(await refused({ 'examples/json/main.tf.json': main })).toEqual([
    'examples/json/main.tf.json: module.darkroom.presets["a"].widht → width',
  ]);
});

test('names are found inside expressions: merge, conditions, for, locals', async () => {
  const main = `
    locals {
      more = { b = { wdith = 1 } }
      loop = local.loop
    }
    module "merged" {
      source  = "../.."
      presets = merge(local.more, var.others, { a = { widt = 1 } })
    }
    module "chosen" {
      source  = "../.."
      presets = var.large ? { a = { widthh = 1 } } : {}
    }
    module "computed" {
      source  = "../.."
      presets = { for name, width in var.widths : name => { with = width } }
      readers = local.loop
    }
  `;
  expect(await refused({ 'examples/basic/main.tf': main })).toEqual([
    'examples/basic/main.tf: module.chosen.presets["a"].widthh → width',
    'examples/basic/main.tf: module.computed.presets[0].with → width',
    'examples/basic/main.tf: module.merged.presets["b"].wdith → width',
    'examples/basic/main.tf: module.merged.presets["a"].widt → width',
  ]);
});

test('what only Terraform can know is left to it', async () => {
  const main = `
    module "darkroom" {
      source  = "../.."
      name    = "\${var.team}-\${var.stage}"
      presets = var.presets
      readers = jsondecode(file("readers.json"))
    }
    module "elsewhere" {
      source  = "terraform-aws-modules/vpc/aws"
      anybody = { knows = true }
    }
  `;
  expect(await refused({ 'examples/basic/main.tf': main })).toEqual([]);
});

test("a variable's own default is checked", async () => {
  const variable = 'variable "size" {\n type = object({ width = number })\n default = { wide = 1 }\n}';
  expect(await refused({ 'modules/part/variables.tf': variable })).toEqual([
    'modules/part/variables.tf: variable.size.default.wide → width',
  ]);
});

test('what tools install and generate is left out', async () => {
  const wrong = {
    'node_modules/a/dev.tfvars': 'nam = 1',
    '.terraform/dev.tfvars': 'nam = 1',
    'cdktf.out/dev.tfvars': 'nam = 1',
  };
  expect(await refused(wrong)).toEqual([]);
});

test('a file that cannot be parsed is named', async () => {
  await expect(refused({ 'dev.tfvars': 'presets = {' })).rejects.toThrow('dev.tfvars');
});

test('a tfvars file without a module above it is named', async () => {
  const lonely = path.join(await temporaryFolder(), 'dev.tfvars');
  await writeFile(lonely, '');
  await expect(check(lonely)).rejects.toThrow('dev.tfvars sets variables, but no folder above it contains *.tf files');
});

test('a tfvars file beside its module is checked against the folder that is named', async () => {
  const root = await project({ 'infra/variables.tf': 'variable "size" {\n type = object({ width = number })\n}' });
  const file = path.join(root, 'settings.tfvars');
  await writeFile(file, 'size = { widht = 1 }');
  expect((await check(file, path.join(root, 'infra'))).problems).toMatchObject([{ path: 'size.widht' }]);
});

test('a single file is checked, and only that', async () => {
  const root = await project({
    'a.tfvars': 'nam = 1',
    'b.tfvars': 'name = "b"',
    'main.tf': 'module "x" {\n source = "./"\n nme = 1\n}',
  });
  expect(await check(path.join(root, 'a.tfvars'))).toEqual({
    problems: [expect.objectContaining({ file: 'a.tfvars', path: 'nam' })],
    checked: ['a.tfvars: the variables of this folder'],
    skipped: [],
  });
  expect(await check(path.join(root, 'b.tfvars'))).toMatchObject({ problems: [], checked: [expect.any(String)] });
  expect((await check(path.join(root, 'main.tf'))).problems).toMatchObject([{ file: 'main.tf', path: 'module.x.nme' }]);
});

describe('a module that is not a folder of the project', () => {
  const call = (source: string) => `module "photos" {\n source = "${source}"\n presets = { a = { widht = 1 } }\n}`;
  const manifest = (modules: Readonly<Record<string, string>>) => {
    const installed = Object.entries(modules).map(([Key, Dir]) => ({ Key, Source: 'any', Dir }));
    return JSON.stringify({ Modules: [{ Key: '', Source: '', Dir: '.' }, ...installed] });
  };
  const installed = 'variable "presets" {\n type = map(object({ width = number }))\n}';

  test.each(['git::https://example.com/photos.git?ref=v1', 'acme/photos/aws', 'https://example.com/photos.zip'])(
    'is checked as terraform init installed it: %s',
    async (source) => {
      const files = {
        'site/main.tf': call(source),
        'site/.terraform/modules/modules.json': manifest({ photos: '.terraform/modules/photos/module' }),
        'site/.terraform/modules/photos/module/variables.tf': installed,
      };
      expect(await refused(files)).toEqual(['site/main.tf: module.photos.presets["a"].widht → width']);
    },
  );

  test('is checked where an installed module calls it', async () => {
    const files = {
      'site/main.tf': 'module "wrapper" {\n source = "acme/wrapper/aws"\n}',
      'site/.terraform/modules/modules.json': manifest({
        wrapper: '.terraform/modules/wrapper',
        'wrapper.photos': '.terraform/modules/wrapper.photos',
      }),
      'site/.terraform/modules/wrapper/main.tf': call('acme/photos/aws'),
      'site/.terraform/modules/wrapper.photos/variables.tf': installed,
    };
    expect(await refused(files)).toEqual([
      'site/.terraform/modules/wrapper/main.tf: module.photos.presets["a"].widht → width',
    ]);
  });

  test.each([
    'git::https://github.com/acme/terraform-aws-darkroom.git?ref=v0.1.0',
    'git@github.com:acme/terraform-aws-darkroom.git',
    'acme/darkroom/aws',
    'https://example.com/downloads/darkroom-0.1.0.zip',
  ])('is checked against this checkout if it is Darkroom, before terraform init: %s', async (source) => {
    expect(await refused({ 'site/main.tf': call(source) })).toEqual([
      'site/main.tf: module.photos.presets["a"].widht → width',
    ]);
  });

  test('is listed as not checked if it is not on this machine', async () => {
    const { checked, skipped } = await check(await project({ 'site/main.tf': call('terraform-aws-modules/vpc/aws') }));
    expect({ checked, skipped }).toEqual({
      checked: [],
      skipped: ['site/main.tf: module.photos (terraform-aws-modules/vpc/aws)'],
    });
  });
});
