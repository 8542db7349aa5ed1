import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EdgeRequest } from '../../../edge/event.ts';
import { ask, CONFIG, deployed, load } from '../../support/edge/runtime.ts';

const { edge } = load(await deployed(CONFIG));

function uri(url: string): string {
  const answer = edge(ask(url));
  return 'uri' in answer ? answer.uri : answer.statusDescription;
}

// SigV4's rule, byte by byte and on its own: what S3 computes the signature over.
function canonical(key: string): string {
  return [...Buffer.from(key)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~/]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

describe('the bytes that leave the edge', () => {
  test.each([
    ['a folder', '/800x600/a/b/photo.jpg', '/a/b/photo.jpg/800x600'],
    ['a space', '/800x600/a%20b.jpg', '/a%20b.jpg/800x600'],
    ['a plus as it is', '/800x600/a+b.jpg', '/a%2Bb.jpg/800x600'],
    ['a plus encoded', '/800x600/a%2bb.jpg', '/a%2Bb.jpg/800x600'],
    ['a per cent', '/800x600/100%25.jpg', '/100%25.jpg/800x600'],
    ['a key that holds %2e', '/800x600/a%252eb.jpg', '/a%252eb.jpg/800x600'],
    ['a key that holds %41', '/800x600/%2541.jpg', '/%2541.jpg/800x600'],
    ['quotes', "/800x600/'%22.jpg", '/%27%22.jpg/800x600'],
    ['marks that encodeURIComponent leaves', "/800x600/!*'().jpg", '/%21%2A%27%28%29.jpg/800x600'],
    ['marks of URLs', '/800x600/a:b@c=d&e$f,g;h.jpg', '/a%3Ab%40c%3Dd%26e%24f%2Cg%3Bh.jpg/800x600'],
    ['an emoji', '/800x600/%F0%9F%98%80.jpg', '/%F0%9F%98%80.jpg/800x600'],
    ['an emoji that was not encoded', '/800x600/😀.jpg', '/%F0%9F%98%80.jpg/800x600'],
    ['a combining accent', '/800x600/e%CC%81.jpg', '/e%CC%81.jpg/800x600'],
    ['a newline', '/800x600/a%0Ab.jpg', '/a%0Ab.jpg/800x600'],
    ['an encoded slash', '/800x600/a%2Fb.jpg', '/a/b.jpg/800x600'],
    ['two slashes', '/800x600/a//b.jpg', '/a//b.jpg/800x600'],
    ['a leading slash', '/800x600//b.jpg', '//b.jpg/800x600'],
    ['needless encoding, the preset too', '/%38%30%30x600/%61.jpg', '/a.jpg/800x600'],
    ['a tilde', '/800x600/%7Ea~.jpg', '/~a~.jpg/800x600'],
    ['names that begin or end with dots', '/800x600/.a/..b/c./d...', '/.a/..b/c./d.../800x600'],
    ['an explicit format', '/800x600@avif/a.jpg', '/a.jpg/800x600%40avif'],
    ['an explicit format, encoded', '/800x600%40avif/a.jpg', '/a.jpg/800x600%40avif'],
  ])('%s: %s', (_what, url, expected) => {
    expect(uri(url)).toBe(expected);
  });

  test('any key that a URL can address leaves as SigV4 spells it', () => {
    fc.assert(
      fc.property(addressable, (key) => {
        expect(uri(`/800x600/${encodeURIComponent(key)}`)).toBe(canonical(`/${key}/800x600`));
      }),
    );
  });

  test('however a key is spelt, the spelling that leaves is the same', () => {
    fc.assert(
      fc.property(addressable, fc.infiniteStream(fc.boolean()), (key, choices) => {
        const spelt = Array.from(key)
          .map((character) => {
            const encoded = canonical(character);
            const encode = choices.next().value === true || /[%?#]/.test(character) || character.charCodeAt(0) < 33;
            if (!encode) return character;
            return encoded === character ? `%${character.charCodeAt(0).toString(16)}` : encoded.toLowerCase();
          })
          .join('');
        expect(uri(`/800x600/${spelt}`)).toBe(canonical(`/${key}/800x600`));
      }),
    );
  });
});

const addressable = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 60 })
  .filter((key) => !/(^|\/)\.\.?(\/|$)/.test(key) && !key.includes('%2') && !key.includes('%5'));

test('two keys never share a spelling', () => {
  fc.assert(
    fc.property(addressable, addressable, (one, other) => {
      fc.pre(one !== other);
      expect(uri(`/800x600/${encodeURIComponent(one)}`)).not.toBe(uri(`/800x600/${encodeURIComponent(other)}`));
    }),
  );
});

test('query strings and cookies are dropped', () => {
  const { uri, querystring, cookies } = edge(ask('/800x600/a.jpg?v=2&utm_source=x')) as EdgeRequest;
  expect({ uri, querystring, cookies }).toEqual({ uri: '/a.jpg/800x600', querystring: {}, cookies: {} });
});

test('the origin is told the URL of the very variant, and nobody else can tell it', () => {
  const headers = { 'x-darkroom-url': { value: 'https://evil.example/' } };
  expect(edge(ask('/800x600/a%2bb.jpg', { headers, accept: 'image/webp' }))).toMatchObject({
    headers: { 'x-darkroom-url': { value: '/800x600@webp/a%2Bb.jpg' } },
  });
});
