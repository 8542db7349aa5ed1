import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { NEGOTIATED_FORMATS, type NegotiatedFormat } from '../../../handler/src/formats.ts';
import { presetSchema } from '../../../handler/src/presets.ts';
import type { Transform } from '../../../handler/src/transforms.ts';
import { formatTransform, parseTransform, presetOf } from '../../../handler/src/transforms.ts';

const bounds = { maxDimension: 4000, formats: NEGOTIATED_FORMATS };
const fits = ['cover', 'contain', 'inside', 'outside', 'fill'] as const;
const positions = Object.values(presetSchema.shape.position.def.innerType.def.entries);

const edge = fc.option(fc.integer({ min: 1, max: bounds.maxDimension }));
const transforms: fc.Arbitrary<Transform> = fc
  .record({
    width: edge,
    height: edge,
    fit: fc.constantFrom(...fits),
    position: fc.constantFrom(...positions),
    background: fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 6, maxLength: 6 }),
    format: fc.constantFrom('plain' as const, ...bounds.formats),
    quality: fc.option(fc.integer({ min: 1, max: 100 })),
  })
  .filter(({ width, height }) => width !== null || height !== null)
  .map((transform) => {
    const both = transform.width !== null && transform.height !== null;
    const fit = both ? transform.fit : 'cover';
    const placed = both && (fit === 'cover' || fit === 'contain');
    return { ...transform, fit, position: placed ? transform.position : 'centre' };
  });

test('every transform has a text that reads back as the same transform', () => {
  fc.assert(
    fc.property(transforms, (one) => {
      expect(parseTransform(formatTransform(one), bounds)).toEqual(one);
    }),
  );
});

test('a text that can be read is the only text of its transform', () => {
  const option = fc.constantFrom(
    'w_1',
    'w_01',
    'h_2',
    'fit_cover',
    'fit_fill',
    'pos_top',
    'pos_centre',
    'bg_ffffff',
    'bg_000000',
    'bg_FFFFFF',
    'f_webp',
    'f_plain',
    'q_9',
    'q_100',
    '',
  );
  fc.assert(
    fc.property(fc.array(option, { maxLength: 5 }), (options) => {
      const text = options.join();
      let read: Transform;
      try {
        read = parseTransform(text, bounds);
      } catch {
        return;
      }
      expect(formatTransform(read)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

test('every transform stands for a valid preset, made on request', () => {
  fc.assert(
    fc.property(transforms, (one) => {
      expect(presetSchema.parse(presetOf(one))).toMatchObject({ make: 'request', enlarge: false });
    }),
  );
});

test('a preset of a transform makes its one format with its one quality', () => {
  const read = (text: string) => presetOf(parseTransform(text, bounds));
  expect(read('w_300,h_200,fit_cover,pos_right-top,bg_00ff00,f_webp,q_75')).toEqual({
    width: 300,
    height: 200,
    fit: 'cover',
    position: 'right top',
    formats: ['webp'],
    quality: { webp: 75 },
    background: '#00ff00',
    make: 'request',
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
  expect(read('w_300')).toMatchObject({ quality: {}, background: '#ffffff', position: 'centre' });
});

test.each([
  ['', 'is none of w_ h_ fit_ pos_ bg_ f_ q_'],
  ['300', 'is none of'],
  ['constructor_1', 'is none of'],
  ['f_webp', 'w_ or h_ is missing'],
  ['w_0', 'w_ takes'],
  ['w_007', 'w_ takes'],
  ['w_1.5', 'w_ takes'],
  ['w_-1', 'w_ takes'],
  ['w_4001', 'w_ and h_ go up to 4000'],
  ['h_4001', 'w_ and h_ go up to 4000'],
  ['h_1,w_1,fit_cover', 'the order is w,h,fit,pos,bg,f,q'],
  ['w_1,w_2', 'each once at most'],
  ['w_1,h_1', 'fit_ goes with w_ and h_ together'],
  ['w_1,fit_cover', 'fit_ goes with w_ and h_ together'],
  ['w_1,h_1,fit_crop', 'fit_ takes'],
  ['w_1,h_1,fit_fill,pos_top', 'pos_ goes with'],
  ['w_1,h_1,fit_cover,pos_centre', 'pos_ takes'],
  ['w_1,bg_FFF', 'bg_ takes'],
  ['w_1,bg_ffffff', 'bg_ takes'],
  ['w_1,f_jpeg', 'f_ takes webp or avif, not "jpeg"'],
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
