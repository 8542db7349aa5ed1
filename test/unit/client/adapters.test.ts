import { expect, test } from '@jest/globals';

import { astroService } from '../../../packages/client/src/astro.ts';
import { nextImages, nextLoader } from '../../../packages/client/src/next.ts';
import { nuxtImages, nuxtProvider, nuxtSizes } from '../../../packages/client/src/nuxt.ts';
import { breakpoints, transformer } from '../../../packages/client/src/unpic.ts';
import { STACK } from './support.ts';

const URL = 'https://images.example';

test('Next asks for the widths that there are, and gets the smallest that is wide enough', () => {
  expect(nextImages(STACK)).toEqual({ deviceSizes: [800, 1600], imageSizes: [400] });
  expect(nextImages(STACK, { presets: ['avatar', '400x300'] })).toEqual({ deviceSizes: [400], imageSizes: [96] });
  const loader = nextLoader(STACK);
  expect([400, 401, 1600, 3840].map((width) => loader({ src: '/a b.jpg', width }))).toEqual([
    `${URL}/400x300/a%20b.jpg`,
    `${URL}/800x600/a%20b.jpg`,
    `${URL}/1600x1200/a%20b.jpg`,
    `${URL}/1600x1200/a%20b.jpg`,
  ]);
});

test('an adapter chooses presets of the aspect ratio that is asked for', () => {
  const url = transformer(STACK);
  expect(url('a.jpg', { width: 48, height: 48 })).toBe(`${URL}/avatar/a.jpg`);
  expect(url('a.jpg', { width: '390', height: '293' })).toBe(`${URL}/400x300/a.jpg`);
  expect(url('a.jpg', { width: 300, height: 999 })).toBe(`${URL}/400x300/a.jpg`);
  expect(url('a.jpg', {})).toBe(`${URL}/1600x1200/a.jpg`);
  expect(transformer(STACK, { presets: ['text', 'page'] })('a.jpg', { width: 900 })).toBe(`${URL}/page/a.jpg`);
});

test('an adapter asks for a format only if the preset makes it', () => {
  const url = transformer(STACK);
  expect(url('a.jpg', { width: 400, format: 'webp' })).toBe(`${URL}/400x300@webp/a.jpg`);
  expect(url('a.jpg', { width: 400, format: 'jpeg' })).toBe(`${URL}/400x300/a.jpg`);
  expect(breakpoints(STACK)).toEqual([400, 800, 1600]);
});

test('Nuxt has screens as wide as the presets, one density, and sizes that name them', () => {
  expect(nuxtImages(STACK)).toEqual({ screens: { w400: 400, w800: 800, w1600: 1600 }, densities: [1] });
  expect(nuxtSizes(STACK)).toBe('w400:100vw w800:100vw w1600:100vw');
  const provider = nuxtProvider(STACK)();
  expect(provider.getImage('/a.jpg', { modifiers: { width: 500 } })).toEqual({ url: `${URL}/800x600/a.jpg` });
  expect(provider.getImage('/a.jpg', {})).toEqual({ url: `${URL}/1600x1200/a.jpg` });
});

test('Astro’s service has every width once, passes other properties on, and refuses imported files', () => {
  const service = astroService(STACK);
  const asked = { src: 'a.jpg', width: 800, height: 600, widths: [320, 640], alt: 'A boat', class: 'hero' };
  expect(service.getURL(asked)).toBe(`${URL}/800x600/a.jpg`);
  expect(service.getSrcSet(asked).map((each) => [each.descriptor, service.getURL(each.transform)])).toEqual([
    ['400w', `${URL}/400x300/a.jpg`],
    ['800w', `${URL}/800x600/a.jpg`],
    ['1600w', `${URL}/1600x1200/a.jpg`],
  ]);
  expect(service.getSrcSet({ src: 'a.jpg', width: 800, height: 600 })).toEqual([]);
  expect(service.getHTMLAttributes(asked)).toEqual({
    alt: 'A boat',
    class: 'hero',
    width: 800,
    height: 600,
    loading: 'lazy',
    decoding: 'async',
  });
  expect(() => service.validateOptions({ src: { src: '/_astro/a.jpg' } })).toThrow('an imported file');
});
