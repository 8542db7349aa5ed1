import { expect, test } from '@jest/globals';

import { checkFolder } from '../../../scripts/terraform/check.ts';
import { project } from './project.ts';

/** What is refused in a project with these files, as `file: path → suggestion`. */
async function refused(files: Readonly<Record<string, string>>): Promise<string[]> {
  const problems = await checkFolder(await project(files));
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
  const root = await project({ 'lonely/dev.tfvars': '' });
  await expect(checkFolder(`${root}/lonely`)).rejects.toThrow('dev.tfvars sets variables, but no folder above it');
});
