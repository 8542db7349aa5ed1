import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { EdgeResponse } from '../../../edge/event.ts';
import { signTransform } from '../../../edge/signer/sign.ts';
import { spell } from '../../../handler/src/spelling.ts';
import { createCounter } from '../../support/edge/operations.ts';
import { ask, CONFIG, deployed, load } from '../../support/edge/runtime.ts';

const [key = '', oldKey = ''] = CONFIG.keys;
const transform = 'w_300,h_200,fit_cover,f_webp,q_75';
const script = await deployed(CONFIG);
const { edge } = load(script);
const count = createCounter(script);

function answer(url: string): string {
  const given = edge(ask(url));
  return 'uri' in given ? given.uri : `${given.statusCode} ${given.headers['x-darkroom-error']?.value ?? ''}`;
}

test('a signed transform is rewritten to its canonical key', () => {
  expect(answer(signTransform({ key, transform, path: 'a/b+c.jpg' }))).toBe(
    `/${spell('a/b+c.jpg')}/~w_300~h_200~fit_cover~f_webp~q_75`,
  );
});

test('both active keys work and lead to the same object, and a third key does not work', () => {
  const [fresh, old] = [key, oldKey].map((each) => signTransform({ key: each, transform, path: 'a.jpg' }));
  expect(fresh).not.toBe(old);
  expect(answer(fresh ?? '')).toBe(answer(old ?? ''));
  expect(answer(signTransform({ key: `${key}x`, transform, path: 'a.jpg' }))).toBe('403 bad_signature');
});

test('the spelling of the URL does not matter to its signature', () => {
  const url = signTransform({ key, transform, path: 'a/b+ü.jpg' });
  const loose = url.replaceAll(',', '%2C').replace('%2B', '+').replace('%C3%BC', 'ü').replace('/b', '%2f%62');
  expect(loose).not.toBe(url);
  expect(answer(loose)).toBe(answer(url));
});

describe('expiry', () => {
  const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

  test('a URL works until it expires, and not after', () => {
    expect(answer(signTransform({ key, transform, path: 'a.jpg', expires: inSeconds(60) }))).toContain('/a.jpg/~');
    expect(answer(signTransform({ key, transform, path: 'a.jpg', expires: inSeconds(-60) }))).toBe('403 expired');
  });

  test('the time can be neither changed, nor dropped, nor added', () => {
    const url = signTransform({ key, transform, path: 'a.jpg', expires: inSeconds(60) });
    const [path = '', query = ''] = url.split('?');
    expect(answer(`${path}?${query}0`)).toBe('403 bad_signature');
    expect(answer(path)).toBe('403 bad_signature');
    expect(answer(`${path}?expires=`)).toBe('403 bad_signature');
    expect(answer(`${signTransform({ key, transform, path: 'a.jpg' })}?expires=9999999999`)).toBe('403 bad_signature');
  });

  test('the origin receives the whole signed URL, so that a redirect to it works', () => {
    const url = signTransform({ key, transform, path: 'a b.jpg', expires: inSeconds(60) });
    expect(edge(ask(url))).toMatchObject({ headers: { 'x-darkroom-url': { value: url } } });
    expect(edge(ask(url))).toHaveProperty('querystring', {});
  });
});

test('no other URL passes for the signed one', () => {
  const url = signTransform({ key, transform, path: 'a/b.jpg' });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: url.length - 1 }),
      fc.constantFrom(...Array.from('abzAZ019-_/,.~')),
      (at, character) => {
        const tampered = url.slice(0, at) + character + url.slice(at + 1);
        fc.pre(tampered !== url);
        expect(answer(tampered)).toMatch(/^40[034] /);
      },
    ),
    { numRuns: 500 },
  );
});

test('a signature is whole: nothing may be missing or added', () => {
  const url = signTransform({ key, transform, path: 'a.jpg' });
  for (const end of [2, 3, 44]) expect(answer(`${url.slice(0, end)}${url.slice(45)}`)).toBe('403 bad_signature');
  for (const more of ['x', '=', '%00', url.slice(2, 45)]) {
    expect(answer(`${url.slice(0, 45)}${more}${url.slice(45)}`)).toBe('403 bad_signature');
  }
});

test.each([
  ['an edge beyond the bound', 'w_2001', '403 bad_transform'],
  ['an edge within it', 'w_2000', '/a.jpg/~w_2000'],
  ['no canonical order', 'h_2,w_1,fit_cover', '403 bad_transform'],
  ['nothing', '', '403 bad_transform'],
])('even a right signature does not open %s', (_what, text, expected) => {
  // Signed by hand: the signer refuses to.
  const part = `/${text}/a.jpg`;
  const signature = createHmac('sha256', key).update(part).digest('base64url');
  expect(answer(`/~${signature}${part}`)).toBe(expected);
});

test('a format that the stack switched off is refused', async () => {
  const strict = load(await deployed({ ...CONFIG, formats: ['avif'] })).edge;
  expect(strict(ask(signTransform({ key, transform, path: 'a.jpg' })))).toMatchObject({
    statusCode: 403,
    body: JSON.stringify({
      error: 'bad_transform',
      message: `"${transform}" is not canonical, or exceeds 2000 px or the formats avif: see docs/signing.md.`,
    }),
  });
});

test('without keys nothing is signed, not even with an empty key', async () => {
  const off = load(await deployed({ ...CONFIG, keys: [] })).edge;
  expect((off(ask(signTransform({ key: '', transform, path: 'a.jpg' }))) as EdgeResponse).statusCode).toBe(403);
});

test.each(['/~', '/~/', '/~x', '/~x/w_1', '/~x/w_1/', '/~//a.jpg'])('%s is refused', (url) => {
  expect(answer(url)).toMatch(/^40[34] /);
});

test('a wrong signature is compared to its end, with every key', () => {
  const url = signTransform({ key, transform, path: 'a.jpg' });
  const wrongAt = (at: number) => `${url.slice(0, at)}${url.charAt(at) === 'x' ? 'y' : 'x'}${url.slice(at + 1)}`;
  const work = (signed: string) => {
    const { steps, characters } = count(ask(signed));
    return { steps, characters };
  };

  const refused = work(wrongAt(2));
  for (let at = 3; at < 45; at++) expect(work(wrongAt(at))).toEqual(refused);
  // 43 characters for each of two keys.
  expect(refused.steps).toBeGreaterThan(2 * 43 * 10);
});
