import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { unpackPresets } from '../../../handler/src/config/packed.ts';
import { differencesFrom } from '../../../handler/src/differences.ts';
import { NEGOTIATED_FORMATS } from '../../../handler/src/formats.ts';
import { RELEASE } from '../../../handler/src/image/release.ts';
import { LIMIT_DEFAULTS } from '../../../handler/src/limits.ts';
import { PLANNED_OPTIONS } from '../../../handler/src/options.ts';
import { PRESET_DEFAULTS, PRESET_NAME, presetSchema, presetsSchema } from '../../../handler/src/presets.ts';
import { RIGHTS_TEXT } from '../../../handler/src/rights.ts';
import { PROJECT } from '../../../local/paths.ts';
import { readHcl } from '../../../scripts/terraform/module.ts';
import { type Written, writtenByTerraform } from '../../support/terraform-values.ts';

const { fit, position, make, effort, background, quality, sharpen } = presetSchema.shape;
const PLANNED = new Set(Object.keys(PLANNED_OPTIONS));
const QUALITIES = Object.keys(quality.def.innerType.shape);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const edge = fc.integer({ min: 1, max: 8192 });
const percent = some(fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constant('auto')));
const hex = fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdefABCDEF')), minLength: 6, maxLength: 6 });

/** A preset as written in HCL: omitted options have their defaults, and defaults may be explicit. */
const preset = fc
  .record({
    width: some(edge),
    height: some(edge),
    fit: some(fc.constantFrom(...fit.def.innerType.options)),
    position: some(fc.constantFrom(...position.def.innerType.options)),
    formats: some(fc.subarray([...NEGOTIATED_FORMATS])),
    quality: some(fc.record(Object.fromEntries(QUALITIES.map((format) => [format, percent])))),
    background: some(
      fc.oneof(
        hex.map((digits) => `#${digits}`),
        fc.constantFrom('blur', 'dominant'),
      ),
    ),
    corners: some(fc.integer({ min: 0, max: 16_383 })),
    sharpen: some(fc.constantFrom(...sharpen.def.innerType.options)),
    grayscale: some(fc.boolean()),
    copyright: some(fc.constantFrom('keep', '© 2026 “Zoë” <a&b>')),
    credit: some(fc.constantFrom('keep', 'Harbour News')),
    make: some(fc.constantFrom(...make.def.innerType.options)),
    effort: some(fc.constantFrom(...effort.def.innerType.options)),
    animated: some(fc.boolean()),
    enlarge: some(fc.boolean()),
  })
  .filter(({ width, height }) => width !== undefined || height !== undefined);
const presets = fc.dictionary(fc.stringMatching(PRESET_NAME), preset, { minKeys: 1, maxKeys: 8 });

const variables = fc.dictionary(
  fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/),
  fc.oneof(
    fc.json(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('\\', '"', '<', '>', '&', 'u003c', '\n', '\u007f', '\u2028', 'é', '🖼', '/') }),
  ),
);

const samples = fc.sample(presets, 25);
// Terraform keeps all text in this normal form.
const environments = fc
  .sample(variables, 80)
  .map((each) => Object.fromEntries(Object.entries(each).map(([name, text]) => [name, text.normalize('NFC')])));

describe('what Terraform writes and the handler reads', () => {
  let written: Written;
  beforeAll(async () => {
    written = await writtenByTerraform(
      [{ empty: { width: 1 } }, { named: { width: 1, aliases: ['former'] } }, ...samples],
      environments,
    );
  });

  test('are the same presets, with every option that the variable gave them', () => {
    for (const { full, packed } of written.presets) {
      // A quality is a text in Terraform, because it may be `auto`: the default.
      const known = (key: string, value: unknown) => {
        if (PLANNED.has(key) || value === 'auto') return undefined;
        return QUALITIES.includes(key) && typeof value === 'string' ? Number(value) : (value ?? undefined);
      };
      const withoutNulls = JSON.parse(JSON.stringify(full), known) as object;
      expect(presetsSchema.parse(unpackPresets(packed))).toEqual(presetsSchema.parse(withoutNulls));
    }
  });

  test('is what differs from the defaults and nothing else, as the digest has it', () => {
    for (const { options, packed } of written.presets) {
      expect(unpackPresets(packed)).toEqual(options);
      const read = Object.entries(presetsSchema.parse(unpackPresets(packed)));
      const differences = read.map(([name, { formats, ...rest }]) => [
        name,
        differencesFrom(PRESET_DEFAULTS, { ...rest, formats: [...formats].sort() }),
      ]);
      expect(Object.fromEntries(differences)).toEqual(options);
    }
  });

  test('has the same options and defaults on both sides', () => {
    const {
      quality: qualities,
      aliases,
      ratio,
      dpr,
      ...rest
    } = written.presets[0]?.full['empty'] as Record<string, object>;
    const { quality: ours, ...others } = { ...PRESET_DEFAULTS, width: 1 };
    expect([rest, { aliases, ratio, dpr }]).toEqual([others, { aliases: [], ratio: null, dpr: [1] }]);
    expect(qualities).toEqual({
      ...Object.fromEntries(QUALITIES.map((format) => [format, null])),
      jpeg: String(ours.jpeg),
    });
    expect(written.defaults.presets).toEqual({ ...others, width: null, quality: ours });
    const limits = Object.entries(written.defaults.limits).map(([name, value]) => [camelCase(name), value]);
    expect(Object.fromEntries(limits)).toEqual(LIMIT_DEFAULTS);
  });

  test('a size that is counted is that of JSON without needless escapes, in bytes', () => {
    environments.forEach((environment, index) => {
      expect([environment, written.bytes[index]]).toEqual([
        environment,
        Buffer.byteLength(JSON.stringify(environment)),
      ]);
    });
  });
});

describe('the variable "presets" and the handler\'s schema', () => {
  let conditions: string;
  beforeAll(async () => {
    const { variable } = (await readHcl(path.join(PROJECT, 'variables.presets.tf'))) as {
      variable: { presets: { validation: { condition: string }[] }[] };
    };
    conditions = (variable.presets[0]?.validation ?? []).map(({ condition }) => condition).join('\n');
  });

  const allowed = (pattern: RegExp): unknown => JSON.parse(`[${pattern.exec(conditions)?.[1] ?? ''}]`);

  test('allow the same words', () => {
    expect(allowed(/contains\(\s*\[([^\]]*)\],\s*preset\.fit/)).toEqual(fit.def.innerType.options);
    expect(allowed(/contains\(\s*\[([^\]]*)\],\s*preset\.position/)).toEqual(position.def.innerType.options);
    expect(allowed(/contains\(\s*\[([^\]]*)\],\s*preset\.make/)).toEqual(make.def.innerType.options);
    expect(allowed(/contains\(\s*\[([^\]]*)\],\s*preset\.effort/)).toEqual(effort.def.innerType.options);
    expect(allowed(/contains\(\s*\[([^\]]*)\],\s*preset\.sharpen/)).toEqual(sharpen.def.innerType.options);
  });

  test('allow the same names, texts and colours', () => {
    expect(conditions).toContain(`can(regex("${PRESET_NAME.source}", name))`);
    // RE2 spells code points in its own way.
    const texts = RIGHTS_TEXT.source
      .replace(/\\u(?=[0-9a-f]{4})/g, String.raw`\\x`)
      .replace(/(?<=x)[0-9a-f]{4}/g, '{$&}');
    expect(conditions).toContain(`can(regex("${texts}", text))`);
    expect(/regex\("([^"]*)", preset\.background\)/.exec(conditions)?.[1]?.length).toBeGreaterThan(0);
    const hcl = new RegExp(/regex\("([^"]*)", preset\.background\)/.exec(conditions)?.[1] ?? '$.');
    fc.assert(
      fc.property(
        fc.oneof(
          hex.map((digits) => `#${digits}`),
          fc.string({ unit: fc.constantFrom('#', 'a', 'G', '0', '\n') }),
          fc.constantFrom('blur', 'dominant', 'blurred', '#blur', 'Blur'),
        ),
        (text) => {
          expect(hcl.test(text)).toBe(background.safeParse(text).success);
        },
      ),
    );
  });
});

test('Terraform starts a sweep for a release that changes bytes: it knows the same one as the handler', async () => {
  const { locals } = (await readHcl(path.join(PROJECT, 'main.images.tf'))) as { locals: { image_release?: number }[] };
  expect(locals.find(({ image_release: release }) => release !== undefined)?.image_release).toBe(RELEASE);
});

const camelCase = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
