import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { isTransform } from '../../../edge/transform.ts';
import { NEGOTIATED_FORMATS, type NegotiatedFormat } from '../../../handler/src/formats.ts';
import { type Overlays, overlaysSchema } from '../../../handler/src/overlays.ts';
import { presetSchema } from '../../../handler/src/presets.ts';
import type { Transform, TransformBounds } from '../../../handler/src/transforms.ts';
import { formatTransform, parseTransform, presetOf } from '../../../handler/src/transforms.ts';

const overlays = overlaysSchema.parse({
  logo: { sha256: '0'.repeat(64) },
  'a-9': { sha256: 'a'.repeat(64), tile: true },
});
const bounds = { maxDimension: 4000, formats: NEGOTIATED_FORMATS };
const { fit, position, sharpen } = presetSchema.shape;

const edge = fc.option(fc.integer({ min: 1, max: bounds.maxDimension }));
const hex = fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 6, maxLength: 6 });
const transforms: fc.Arbitrary<Transform> = fc
  .record({
    width: edge,
    height: edge,
    fit: fc.constantFrom(...fit.def.innerType.options),
    position: fc.constantFrom(...position.def.innerType.options),
    background: fc.oneof(
      hex.map((digits) => `#${digits}`),
      fc.constantFrom('blur', 'dominant'),
    ),
    corners: fc.integer({ min: 0, max: 16_383 }),
    sharpen: fc.constantFrom(...sharpen.def.innerType.options),
    grayscale: fc.boolean(),
    overlay: fc.option(fc.constantFrom('logo', 'a-9')),
    copyright: fc.constantFrom('keep', null),
    credit: fc.constantFrom('keep', null),
    enlarge: fc.boolean(),
    animated: fc.boolean(),
    format: fc.constantFrom('plain' as const, ...bounds.formats),
    quality: fc.option(fc.integer({ min: 1, max: 100 })),
  })
  .filter(({ width, height }) => width !== null || height !== null)
  .map((transform) => {
    const both = transform.width !== null && transform.height !== null;
    const chosen = both ? transform.fit : 'cover';
    const placed = both && (chosen === 'cover' || chosen === 'contain');
    return { ...transform, fit: chosen, position: placed ? transform.position : 'centre' };
  });

/** Texts of options that can and cannot be read, so that some of their combinations can. */
const parts = fc
  .array(
    fc.constantFrom(
      ...['w_1', 'w_01', 'w_4000', 'w_4001', 'h_2', 'h_9999', 'fit_cover', 'fit_contain', 'fit_fill', 'fit_crop'],
      ...['pos_top', 'pos_left-top', 'pos_centre', 'bg_ffffff', 'bg_000000', 'bg_fffffe', 'bg_FFFFFF'],
      ...['bg_blur', 'bg_blurred', 'round_0', 'round_9', 'sharpen_light', 'sharpen_none', 'gray_1', 'gray_0'],
      ...[
        'overlay_logo',
        'overlay_other',
        'overlay_LOGO',
        'overlay_',
        'copyright_keep',
        'credit_keep',
        'credit_me',
        'enlarge_1',
        'anim_1',
        'anim_0',
        'f_webp',
        'f_avif',
        'f_plain',
        'q_9',
        'q_100',
        'q_101',
        '',
        'w_1\n',
      ],
    ),
    { maxLength: 6 },
  )
  .map((options) => options.join());

test('every transform has a text that reads back as the same transform', () => {
  fc.assert(
    fc.property(transforms, (one) => {
      expect(parseTransform(formatTransform(one), bounds)).toEqual(one);
    }),
  );
});

test('a text that can be read is the only text of its transform', () => {
  fc.assert(
    fc.property(parts, (text) => {
      const read = readOrNull(text, bounds);
      if (read !== null) expect(formatTransform(read)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test('the viewer function accepts exactly what can be read, within the same bounds', () => {
  const some = fc.record({ maxDimension: fc.constantFrom(1, 4000), formats: fc.subarray([...NEGOTIATED_FORMATS]) });
  const texts = fc.oneof(parts, transforms.map(formatTransform));
  fc.assert(
    fc.property(texts, some, (text, within) => {
      expect([text, isTransform(text, within)]).toEqual([text, readOrNull(text, within) !== null]);
    }),
    { numRuns: 2000 },
  );
});

function readOrNull(text: string, within: TransformBounds): Transform | null {
  try {
    return parseTransform(text, within);
  } catch {
    return null;
  }
}

test('every transform stands for a valid preset, made on request', () => {
  fc.assert(
    fc.property(transforms, (one) => {
      expect(presetSchema.parse(presetOf(one, overlays))).toMatchObject({ make: 'request', enlarge: one.enlarge });
    }),
  );
});

test('a preset of a transform makes its one format with its one quality', () => {
  const read = (text: string) => presetOf(parseTransform(text, bounds), overlays);
  expect(read('w_300,h_200,fit_cover,pos_right-top,bg_00ff00,f_webp,q_75')).toEqual({
    width: 300,
    height: 200,
    fit: 'cover',
    position: 'right top',
    formats: ['webp'],
    quality: { webp: 75 },
    background: '#00ff00',
    corners: 0,
    sharpen: 'none',
    grayscale: false,
    overlay: null,
    copyright: null,
    credit: null,
    make: 'request',
    deferred: [],
    effort: 'balanced',
    animated: false,
    enlarge: false,
  });
  expect(read('h_200,f_avif,q_50')).toMatchObject({
    width: null,
    height: 200,
    formats: ['avif'],
    quality: { avif: 50 },
  });
  expect(read('w_300,q_60')).toMatchObject({ height: null, formats: [], quality: { jpeg: 60, webp: 60 } });
  expect(
    read('w_300,h_200,fit_contain,bg_blur,round_12,sharpen_light,gray_1,overlay_logo,credit_keep,enlarge_1,anim_1'),
  ).toMatchObject({
    background: 'blur',
    corners: 12,
    sharpen: 'light',
    grayscale: true,
    overlay: { sha256: '0'.repeat(64), position: 'right bottom', size: 25, margin: 3, opacity: 100, tile: false },
    copyright: null,
    credit: 'keep',
    enlarge: true,
    animated: true,
  });
  expect(read('w_300')).toMatchObject({ quality: {}, background: '#ffffff', position: 'centre' });
});

test.each([
  ['', 'is none of w_ h_ fit_ pos_ bg_ round_ sharpen_ gray_ overlay_ copyright_ credit_ enlarge_ anim_ f_ q_'],
  ['300', 'is none of'],
  ['constructor_1', 'is none of'],
  ['f_webp', 'w_ or h_ is missing'],
  ['w_0', 'w_ takes'],
  ['w_007', 'w_ takes'],
  ['w_1.5', 'w_ takes'],
  ['w_-1', 'w_ takes'],
  ['w_4001', 'w_ and h_ go up to 4000'],
  ['h_4001', 'w_ and h_ go up to 4000'],
  ['h_1,w_1,fit_cover', 'the order is w,h,fit,pos,bg,round,sharpen,gray,overlay,copyright,credit,enlarge,anim,f,q'],
  ['w_1,w_2', 'each once at most'],
  ['w_1,h_1', 'fit_ goes with w_ and h_ together'],
  ['w_1,fit_cover', 'fit_ goes with w_ and h_ together'],
  ['w_1,h_1,fit_crop', 'fit_ takes'],
  ['w_1,h_1,fit_fill,pos_top', 'pos_ goes with'],
  ['w_1,h_1,fit_cover,pos_centre', 'pos_ takes'],
  ['w_1,bg_FFF', 'bg_ takes'],
  ['w_1,bg_ffffff', 'bg_ takes'],
  ['w_1,overlay_Logo', 'overlay_ takes'],
  ['w_1,overlay_', 'overlay_ takes'],
  ['w_1,overlay_-a', 'overlay_ takes'],
  ['w_1,copyright_me', 'copyright_ takes keep, not "me"'],
  ['w_1,credit_', 'credit_ takes keep'],
  ['w_1,f_jpeg', 'f_ takes webp|avif, not "jpeg"'],
  ['w_1,f_WEBP', 'f_ takes'],
  ['w_1,f_constructor', 'f_ takes'],
  ['w_1,q_0', 'q_ takes'],
  ['w_1,q_101', 'q_ takes'],
  ['w_1,', 'is none of'],
  ['w_1\n', 'w_ takes'],
])('"%s" is refused: %s', (text, message) => {
  expect(() => parseTransform(text, bounds)).toThrow(message);
});

test('a format that the bounds leave out is refused, with those that they allow', () => {
  const read = (formats: readonly NegotiatedFormat[]) => () =>
    parseTransform('w_1,f_avif', { maxDimension: 10, formats });
  expect(read(['webp'])).toThrow('f_ takes webp, not "avif"');
  expect(read([])).toThrow('f_ takes nothing, not "avif"');
});

test('an overlay that the stack does not have is refused, with those that it has', () => {
  const read = (known: Overlays) => () => presetOf(parseTransform('w_1,overlay_stamp', bounds), known);
  expect(read(overlays)).toThrow('overlay_ takes logo or a-9, not "stamp"');
  expect(read({})).toThrow('overlay_ takes nothing, not "stamp"');
});
