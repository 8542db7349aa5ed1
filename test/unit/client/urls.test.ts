import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { readPath } from '../../../edge/path.ts';
import { routeTransform } from '../../../edge/route.ts';
import { signTransform } from '../../../edge/signer/sign.ts';
import { hasDotSegment } from '../../../handler/src/spelling.ts';
import { darkroom } from '../../../packages/client/src/index.ts';
import { sign } from '../../../packages/client/src/sign.ts';
import { STACK } from './support.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const awkward = fc.constantFrom('/', '%', '%41', '+', ' ', "'", '(', '?', '#', '~', 'ü', 'e\u0301', '😀', '\\', '//');
/** Paths that a URL can address, of as awkward characters as there are. */
const paths = fc
  .array(fc.oneof(awkward, fc.string({ unit: 'grapheme', maxLength: 4 })), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''))
  .filter((path) => path !== '' && !hasDotSegment(path));

test('the edge reads every URL as the preset and the path that it was made of, after the browser’s own parsing', () => {
  const { url } = darkroom(STACK);
  fc.assert(
    fc.property(paths, fc.constantFrom(undefined, 'webp' as const), (path, format) => {
      const { pathname, search, hash } = new URL(url(path, 'page', format));
      expect([search, hash]).toEqual(['', '']);
      expect(readPath(pathname)).toBe(`page${format ? '@webp' : ''}/${path}`);
    }),
  );
});

test('signed URLs are those of the product’s own signer, and the edge accepts them', async () => {
  const config = { presets: {}, keys: [KEY], maxDimension: 2000, formats: ['webp'], room: 900 };
  await fc.assert(
    fc.asyncProperty(
      paths.filter((path) => path.length < 100),
      fc.option(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), { nil: undefined }),
      async (path, expires) => {
        const transform = 'w_300,h_200,fit_cover,f_webp';
        const signed = await sign(STACK, { key: KEY, path, transform, expires });
        expect(signed).toBe(STACK.url + signTransform({ key: KEY, transform, path, expires }));
        const { pathname, searchParams } = new URL(signed);
        const [, signature = '', rest = ''] = /^~([^/]*)\/([^]*)$/.exec(readPath(pathname) as string) ?? [];
        const until = searchParams.get('expires') ?? undefined;
        const route = routeTransform(config as never, signature, rest, until, Number(until ?? 0) - 1);
        expect(route).toHaveProperty('uri');
      },
    ),
    { numRuns: 50 },
  );
});

test('a transform is options or their canonical text', async () => {
  const options = { key: KEY, path: 'a.jpg' };
  const transform = { width: 300, height: 200, fit: 'contain', background: '#C0FFEE', quality: 70 } as const;
  expect(await sign(STACK, { ...options, transform })).toBe(
    await sign(STACK, { ...options, transform: 'w_300,h_200,fit_contain,bg_c0ffee,q_70' }),
  );
});

test.each([
  [{ transform: 'w_3000' }, 'w_ and h_ go up to 2000'],
  [{ transform: { width: 300, format: 'avif' } }, 'f_ takes webp, not "avif"'],
  [{ transform: { quality: 70 } }, 'w_ or h_ is missing'],
  [{ path: 'a/../b.jpg' }, 'a segment . or ..'],
  [{ path: '' }, 'is empty'],
  [{ expires: new Date(NaN) }, 'not a valid date'],
] as const)('what the edge would refuse is not signed: %j', async (wrong, sentence) => {
  await expect(sign(STACK, { key: KEY, path: 'a.jpg', transform: 'w_300', ...wrong })).rejects.toThrow(sentence);
});

test('a stack without signing keys says so', async () => {
  const stack = { ...STACK, transforms: null };
  await expect(sign(stack, { key: KEY, path: 'a.jpg', transform: 'w_300' })).rejects.toThrow('set signing_keys');
});

test('a misspelt preset or format is a type error', () => {
  const images = darkroom(STACK);
  // @ts-expect-error -- there is no such preset
  expect(images.url('a.jpg', 'pgae')).toBe('https://images.example/pgae/a.jpg');
  // @ts-expect-error -- nor such a format
  expect(images.url('a.jpg', 'page', 'jxl')).toBe('https://images.example/page@jxl/a.jpg');
  // @ts-expect-error -- nor in a list
  expect(() => images.img('a.jpg', { presets: ['pgae'], alt: '' })).toThrow();
});
