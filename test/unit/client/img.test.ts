import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { shapeOf } from '../../../handler/src/image/geometry.ts';
import { darkroom } from '../../../packages/client/src/index.ts';
import { props } from '../../../packages/client/src/react.ts';
import { candidates } from '../../../packages/client/src/sizes.ts';
import { STACK } from './support.ts';

const images = darkroom(STACK);
const COVER =
  'https://images.example/400x300/a.jpg 400w, https://images.example/800x600/a.jpg 800w, ' +
  'https://images.example/1600x1200/a.jpg 1600w';

describe('an <img>', () => {
  test('offers all presets of the shape of the widest, is lazy, and as wide as it is laid out where browsers can tell', () => {
    expect(images.img('a.jpg', { alt: 'A boat', sizes: '(width < 600px) 100vw, 50vw' })).toEqual({
      src: 'https://images.example/1600x1200/a.jpg',
      srcset: COVER,
      sizes: 'auto, (width < 600px) 100vw, 50vw',
      width: 1600,
      height: 1200,
      alt: 'A boat',
      loading: 'lazy',
    });
  });

  test('that is the most important is loaded at once and first, in the size that the page says', () => {
    const img = images.img('a.jpg', { alt: '', priority: true });
    expect(img).toMatchObject({ sizes: '100vw', fetchpriority: 'high' });
    expect(img).not.toHaveProperty('loading');
  });

  test('of one preset has no srcset', () => {
    expect(images.img('a.jpg', { presets: ['avatar'], alt: '' })).toEqual({
      src: 'https://images.example/avatar/a.jpg',
      width: 96,
      height: 96,
      alt: '',
      loading: 'lazy',
    });
  });

  test('whose height nobody knows is not laid out by sizes="auto", which would make it 150 pixels high', () => {
    const img = images.img('a.jpg', { presets: ['text', 'page'], alt: '' });
    expect(img).toMatchObject({ sizes: '100vw', srcset: expect.stringMatching(/ 700w, .* 1400w$/) });
    expect(img).not.toHaveProperty('height');
  });

  test('with the original’s size has the widths that are delivered, each once, and the height', () => {
    const img = images.img('a.jpg', { presets: ['text', 'page'], image: { width: 1200, height: 800 }, alt: '' });
    expect(img).toMatchObject({ sizes: 'auto, 100vw', width: 1200, height: 800 });
    expect(img.srcset).toMatch(/\/text\/a\.jpg 700w, .*\/page\/a\.jpg 1200w$/);
    const small = images.img('a.jpg', { image: { width: 500, height: 500 }, alt: '' });
    expect(small.srcset).toMatch(/^\S+\/400x300\/a\.jpg 400w, \S+\/800x600\/a\.jpg 500w$/);
  });

  test('has the width and height that the page gives it', () => {
    expect(images.img('a.jpg', { width: 48, height: 36, sizes: '48px', alt: '' })).toMatchObject({
      width: 48,
      height: 36,
    });
  });

  test('has React’s names in JSX', () => {
    const { srcSet, fetchPriority, ...rest } = props(images.img('a.jpg', { alt: '', priority: true }));
    expect([srcSet, fetchPriority]).toEqual([COVER, 'high']);
    expect(Object.keys(rest).sort()).toEqual(['alt', 'height', 'sizes', 'src', 'width']);
  });
});

test('a <picture> has a source for each crop, with its own size, and the image last', () => {
  const { sources, img } = images.picture('a.jpg', {
    sources: [{ media: '(width < 600px)', presets: ['avatar'] }],
    alt: '',
  });
  expect(sources).toEqual([
    { media: '(width < 600px)', srcset: 'https://images.example/avatar/a.jpg', width: 96, height: 96 },
  ]);
  expect(img).toEqual(images.img('a.jpg', { alt: '' }));
});

test('a srcset can be had alone', () => {
  expect(images.srcset('a.jpg')).toBe(COVER);
  expect(images.srcset('a.jpg', { presets: ['avatar'] })).toBe('https://images.example/avatar/a.jpg');
});

test('the sizes of delivered images are those that the product computes', () => {
  const side = fc.integer({ min: 1, max: 6000 });
  const preset = fc
    .record({
      width: fc.option(side),
      height: fc.option(side),
      fit: fc.constantFrom(
        'cover' as const,
        'contain' as const,
        'inside' as const,
        'outside' as const,
        'fill' as const,
      ),
      enlarge: fc.boolean(),
    })
    .filter(({ width, height }) => width !== null || height !== null);
  fc.assert(
    fc.property(preset, side, side, (of, width, height) => {
      // The longest edge of any output is a limit of its own.
      const expected = shapeOf({ width, height }, of, 1e9).canvas;
      const presets = { p: { ...of, formats: [] } };
      expect(candidates({ ...STACK, presets }, ['p'], { width, height })).toEqual([{ name: 'p', ...expected }]);
    }),
    { numRuns: 1000 },
  );
});
