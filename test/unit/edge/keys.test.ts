import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { EdgeRequest } from '../../../edge/event.ts';
import { signTransform } from '../../../edge/signer/sign.ts';
import { createKeys, LONGEST_KEY_BYTES } from '../../../handler/src/keys.ts';
import { routeOf } from '../../../handler/src/render/route.ts';
import { resolveVariant } from '../../../handler/src/render/variant-spec.ts';
import { hasDotSegment, spell } from '../../../handler/src/spelling.ts';
import { encodePath } from '../../../handler/src/urls.ts';
import { ask, CONFIG, deployed, load } from '../../support/edge/runtime.ts';
import { hostile } from '../../support/paths.ts';
import { KEYS, PREFIXES } from '../../support/simulation/index.ts';

const { edge } = load(await deployed(CONFIG));

function uri(url: string): string {
  const answer = edge(ask(url));
  return 'uri' in answer ? answer.uri : answer.statusDescription;
}

describe('the bytes that leave the edge', () => {
  test.each([
    ['a folder', '/800x600/a/b/photo.jpg', 'a/b/photo.jpg'],
    ['a space', '/800x600/a%20b.jpg', 'a b.jpg'],
    ['a plus as it is', '/800x600/a+b.jpg', 'a+b.jpg'],
    ['a plus encoded', '/800x600/a%2bb.jpg', 'a+b.jpg'],
    ['a per cent', '/800x600/100%25.jpg', '100%.jpg'],
    ['a key that holds %2e', '/800x600/a%252eb.jpg', 'a%2eb.jpg'],
    ['a key that holds %41', '/800x600/%2541.jpg', '%41.jpg'],
    ['quotes', "/800x600/'%22.jpg", `'".jpg`],
    ['marks that encodeURIComponent leaves', "/800x600/!*'().jpg", "!*'().jpg"],
    ['marks of URLs', '/800x600/a:b@c=d&e$f,g;h.jpg', 'a:b@c=d&e$f,g;h.jpg'],
    ['a backslash, a question mark and a hash', '/800x600/a%5Cb%3Fc%23d.jpg', 'a\\b?c#d.jpg'],
    ['an emoji', '/800x600/%F0%9F%98%80.jpg', '😀.jpg'],
    ['an emoji that was not encoded', '/800x600/😀.jpg', '😀.jpg'],
    ['a combining accent', '/800x600/e%CC%81.jpg', 'e\u0301.jpg'],
    ['a newline and a NUL', '/800x600/a%0A%00b.jpg', 'a\n\0b.jpg'],
    ['an encoded slash', '/800x600/a%2Fb.jpg', 'a/b.jpg'],
    ['two slashes', '/800x600/a//b.jpg', 'a//b.jpg'],
    ['a leading slash', '/800x600//b.jpg', '/b.jpg'],
    ['a slash at the end', '/800x600/b.jpg/', 'b.jpg/'],
    ['needless encoding, the preset too', '/%38%30%30x600/%61.jpg', 'a.jpg'],
    ['a tilde', '/800x600/%7Ea~.jpg', '~a~.jpg'],
    ['names that begin or end with dots', '/800x600/.a/..b/c./d...', '.a/..b/c./d...'],
    ['what looks like a spelling', '/800x600/_base32/c4g64', '_base32/c4g64'],
  ])('are the spelling of %s: %s', (_what, url, path) => {
    expect(uri(url)).toBe(`/${spell(path)}/800x600`);
  });

  test.each([
    ['/800x600/a b+(1).jpg', '/_base32/c4g64ap864kisqjgcs/800x600'],
    ['/800x600/é.jpg', '/_base32/oekisqjgcs/800x600'],
  ])('are these for good, since all that is stored lies under them: %s', (url, expected) => {
    expect(uri(url)).toBe(expected);
  });

  test.each([
    ['an explicit format', '/800x600@avif/a.jpg', '/a.jpg/800x600~avif'],
    ['an explicit format, encoded', '/800x600%40avif/a.jpg', '/a.jpg/800x600~avif'],
  ])('name %s: %s', (_what, url, expected) => {
    expect(uri(url)).toBe(expected);
  });

  test('however a path is spelt in the URL, are the same', () => {
    fc.assert(
      fc.property(addressable, fc.infiniteStream(fc.boolean()), (path, choices) => {
        const spelt = Array.from(path)
          .map((character) => {
            const encoded = encodePath(character);
            const encode = choices.next().value === true || /[%?#]/.test(character) || character.charCodeAt(0) < 33;
            if (!encode) return character;
            return encoded === character ? `%${character.charCodeAt(0).toString(16)}` : encoded.toLowerCase();
          })
          .join('');
        expect(uri(`/800x600/${spelt}`)).toBe(`/${spell(path)}/800x600`);
      }),
    );
  });
});

const addressable = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((path) => !hasDotSegment(path) && !path.includes('%2') && !path.includes('%5'));

/** The bounds and presets that CONFIG stands for, as render has them. */
const PRESET = {
  width: 800,
  height: 600,
  fit: 'cover',
  position: 'centre',
  formats: ['webp', 'avif'],
  quality: {},
  background: '#ffffff',
  make: 'request',
  animated: false,
  enlarge: false,
} as const;

describe('for any key at all,', () => {
  const [key = ''] = CONFIG.keys;
  const names = ['800x600', '800x600~webp', '800x600~avif', '~w_300~h_200~fit_cover~f_webp'];
  const urlsOf = (path: string): string[] => [
    `/800x600/${encodePath(path)}`,
    `/800x600@webp/${encodePath(path)}`,
    `/800x600@avif/${encodePath(path)}`,
    signTransform({ key, transform: 'w_300,h_200,fit_cover,f_webp', path }),
  ];

  test('either its URLs lead to the keys that the store writes and render reads back, or it is rejected', () => {
    let rejected = 0;
    let served = 0;
    fc.assert(
      fc.property(hostile, (path) => {
        const problem = KEYS.problem(path, names);
        if (problem !== null) {
          expect(problem).toMatchObject({ code: 'bad_key', message: expect.stringMatching(/\w.*: .*\./s) });
          rejected += 1;
          return;
        }
        served += 1;
        const uris = urlsOf(path).map(uri);
        expect(uris.map((each) => PREFIXES.variants + each.slice(1))).toEqual(
          names.map((name) => KEYS.variant(path, name)),
        );
        expect(uris.filter((each) => !/^\/[A-Za-z0-9._~/-]+$/.test(each))).toEqual([]);
        expect(uris.map((each) => routeOf(each, KEYS))).toEqual(names.map((name) => ({ path, name })));
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(rejected, served)).toBeGreaterThan(50);
  });

  test('what the edge refuses is rejected, however short the variants’ names are', () => {
    fc.assert(
      fc.property(
        hostile.filter((path) => !/\p{Surrogate}/u.test(path)),
        (path) => {
          const refused = 'statusCode' in edge(ask(`/800x600/${encodePath(path)}`));
          if (refused) expect(KEYS.problem(path, ['800x600'])).toMatchObject({ code: 'bad_key' });
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('two never share what leaves the edge', () => {
    fc.assert(
      fc.property(addressable, addressable, (one, other) => {
        fc.pre(one !== other);
        expect(uri(`/800x600/${encodePath(one)}`)).not.toBe(uri(`/800x600/${encodePath(other)}`));
      }),
    );
  });
});

test('the viewer function counts as many bytes as a key has, to the last', () => {
  const keys = createKeys(PREFIXES);
  for (const character of ['a', ' ', 'é', '😀']) {
    const longest = Array.from({ length: LONGEST_KEY_BYTES }, (_, count) => character.repeat(count + 1))
      .filter((path) => keys.variant(path, '800x600').length <= LONGEST_KEY_BYTES)
      .pop();
    expect(uri(`/800x600/${encodePath(longest ?? '')}`)).toBe(`/${spell(longest ?? '')}/800x600`);
    expect(uri(`/800x600/${encodePath(`${longest ?? ''}${character}`)}`)).toBe('path_too_long');
  }
});

test('render makes what the viewer function asks it for', () => {
  const offer = {
    presets: { '800x600': PRESET },
    plan: { made: new Set(['800x600', '800x600~webp']), uploads: {} } as never,
    transforms: { maxDimension: CONFIG.maxDimension, formats: CONFIG.formats },
  };
  const [key = ''] = CONFIG.keys;
  const url = signTransform({ key, transform: 'w_300,h_200,fit_cover,pos_right-top,f_webp,q_75', path: 'a.jpg' });
  for (const each of ['/800x600@webp/a.jpg', '/800x600/a.jpg', url]) {
    const name = uri(each).replace('/a.jpg/', '');
    expect(resolveVariant(name, { ...offer, presets: offer.presets as never })).toMatchObject({ name });
  }
});

test('query strings and cookies are dropped', () => {
  const { uri, querystring, cookies } = edge(ask('/800x600/a.jpg?v=2&utm_source=x')) as EdgeRequest;
  expect({ uri, querystring, cookies }).toEqual({ uri: '/a.jpg/800x600', querystring: {}, cookies: {} });
});

test('the origin receives the URL of the variant, and a client cannot set it', () => {
  const headers = { 'x-darkroom-url': { value: 'https://evil.example/' } };
  expect(edge(ask('/800x600/a%2bb.jpg', { headers, accept: 'image/webp' }))).toMatchObject({
    headers: { 'x-darkroom-url': { value: '/800x600@webp/a%2Bb.jpg' } },
  });
});
