import { expect, test } from '@jest/globals';

import { astroService } from '../../../packages/client/src/astro.ts';
import { nextImages, nextLoader } from '../../../packages/client/src/next.ts';
import { nuxtImages, nuxtProvider, nuxtSizes } from '../../../packages/client/src/nuxt.ts';
import { breakpoints, transformer } from '../../../packages/client/src/unpic.ts';
import { STACK } from './support.ts';

const URL = 'https://images.example';

test('Next asks for the widths that there are, and gets the smallest that is wide enough', () => {
  expect(nextImages(STACK)).toEqual({ deviceSizes: [400, 800, 1600], imageSizes: [] });
  expect(nextImages(STACK, { presets: ['avatar', '400x300'] })).toEqual({
    deviceSizes: [96, 400],
    imageSizes: [],
  });
  const loader = nextLoader(STACK);
  expect([400, 401, 1600, 3840].map((width) => loader({ src: '/a b.jpg', width }))).toEqual([
    `${URL}/400x300/a%20b.jpg`,
    `${URL}/800x600/a%20b.jpg`,
    `${URL}/1600x1200/a%20b.jpg`,
    `${URL}/1600x1200/a%20b.jpg`,
  ]);
});

test('where a framework tells the height too, presets of that aspect ratio are chosen', () => {
  const provider = nuxtProvider(STACK)();
  const urlOf = (modifiers: object) => provider.getImage('/a.jpg', { modifiers }).url;
  expect(urlOf({ width: 48, height: 48 })).toBe(`${URL}/avatar/a.jpg`);
  expect(urlOf({ width: 390, height: 293 })).toBe(`${URL}/400x300/a.jpg`);
  expect(urlOf({ width: 300, height: 999 })).toBe(`${URL}/400x300/a.jpg`);
  const service = astroService(STACK);
  const square = { src: 'a.jpg', width: 48, height: 48, densities: [1, 2] };
  expect(service.getURL(square)).toBe(`${URL}/avatar/a.jpg`);
  expect(service.getSrcSet(square).map(({ descriptor }) => descriptor)).toEqual(['96w']);
});

test('unpic gets presets of one shape, whatever height it asks for, so that breakpoints and files agree', () => {
  const url = transformer(STACK);
  expect(url('a.jpg', { width: '48', height: 48 })).toBe(`${URL}/400x300/a.jpg`);
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
  const { screens, densities } = nuxtImages(STACK);
  expect([Object.values(screens), densities]).toEqual([[96, 400, 700, 800, 1400, 1600], [1]]);
  expect(screens).toHaveProperty('w96', 96);
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
