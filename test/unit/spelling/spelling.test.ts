import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import {
  beginningOf,
  ENCODED_FOLDER,
  hasDotSegment,
  isOrdinary,
  spell,
  spelledLength,
  unspell,
} from '../../../handler/src/spelling.ts';

const path = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
const nearly = fc.string({
  unit: fc.constantFrom('a', 'b', '-', '.', '_', '/', '~', ' ', '+', '%', '\u0000', '\u0010', 'é', '_base32'),
  maxLength: 12,
});
const paths = fc.oneof(path, nearly);
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

test('an ordinary path is spelt as itself', () => {
  for (const each of ['photo.jpg', 'a/b/photo-1_2.jpg', '.hidden/x', 'a.b/c', '...']) expect(spell(each)).toBe(each);
});

test('what is not ordinary lies under one folder, in base32hex', () => {
  expect(spell('a b')).toBe(`${ENCODED_FOLDER}/c4g64`);
  for (const each of ['a b', 'a+b', 'a%20b', 'é', 'a//b', '/a', 'a/', '~a', '_base32/x', '_base32', 'a/../b', '']) {
    expect(spell(each)).toMatch(/^_base32\/[0-9a-v]*$/);
  }
  expect(spell('_base32x')).toBe('_base32x');
});

test('a spelling holds nothing but unreserved characters, and reads back as its path', () => {
  fc.assert(
    fc.property(paths, (each) => {
      const spelled = spell(each);
      expect(spelled).toMatch(/^[A-Za-z0-9._/-]*$/);
      expect(unspell(spelled)).toBe(each);
    }),
  );
});

test('what is read as a path is the spelling of that path, and of no other', () => {
  const encoded = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdefghijklmnopqrstuvw')),
    maxLength: 12,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        paths,
        encoded.map((text) => `${ENCODED_FOLDER}/${text}`),
      ),
      (text) => {
        const back = unspell(text);
        if (back !== null) expect(spell(back)).toBe(text);
      },
    ),
  );
});

test('the keys of each class sort as their paths do', () => {
  fc.assert(
    fc.property(paths, paths, (a, b) => {
      fc.pre(isOrdinary(a) === isOrdinary(b));
      const suffix = isOrdinary(a) ? '/' : '';
      expect(Math.sign(compare(`${spell(a)}/`, `${spell(b)}/`))).toBe(Math.sign(compare(a + suffix, b + suffix)));
    }),
  );
});

test('half of a surrogate pair has no spelling', () => {
  expect(() => spell('\ud800')).toThrow(URIError);
});

test('the length of a spelling is computed without creating it', () => {
  fc.assert(
    fc.property(paths, (text) => {
      expect(spelledLength(text)).toBe(spell(text).length);
    }),
  );
});

test('the spelling of an encoded path begins with what its folder decides, and with no more that is sure', () => {
  fc.assert(
    fc.property(paths, paths, (folder, name) => {
      fc.pre(!isOrdinary(folder + name));
      expect(spell(folder + name).startsWith(beginningOf(folder))).toBe(true);
      const others = ['\0', 'é'].map((end) => spell(`${folder}/${end}`).slice(beginningOf(`${folder}/`).length));
      expect(others[0]?.charAt(0)).not.toBe(others[1]?.charAt(0));
    }),
  );
});

describe('a dot segment', () => {
  /** Decodes as long as there is something to decode, everything at once and again. */
  function found(text: string): boolean {
    const again = text.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent);
    return again === text ? /^\.{1,2}$/m.test(text.replaceAll('\n', ' ').replaceAll('/', '\n')) : found(again);
  }

  test('is found in any order of decoding', () => {
    const piece = fc.constantFrom(
      '%',
      '25',
      '2',
      '5',
      '%2',
      '2e',
      '2E',
      '%2f',
      '/',
      '.',
      '35',
      '%32',
      '65',
      'a',
      '%c3',
      'é',
    );
    const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
    const encodedAgain = fc
      .tuple(fc.constantFrom('..', '.', 'a/..', '../b', './', '...'), fc.nat(12))
      .map(([dots, times]) => {
        let encoded = dots.replace('.', '%2e');
        for (let time = 0; time < times; time++) encoded = encoded.replaceAll('%', '%25').replace('5', '%35');
        return encoded;
      });
    let dots = 0;
    fc.assert(
      fc.property(fc.oneof(text, encodedAgain), (path) => {
        fc.pre(path.length < 200);
        dots += found(path) ? 1 : 0;
        expect(hasDotSegment(path)).toBe(found(path));
      }),
      { numRuns: 2000 },
    );
    expect(dots).toBeGreaterThan(100);
  });

  test('is suspected in what takes more decodings than anybody encodes', () => {
    expect(hasDotSegment('%41'.repeat(128))).toBe(false);
    expect(hasDotSegment('%41'.repeat(129))).toBe(true);
    expect(hasDotSegment(`%${'25'.repeat(127)}41`)).toBe(false);
    expect(hasDotSegment(`%${'25'.repeat(128)}41`)).toBe(true);
    expect(hasDotSegment('%'.repeat(500))).toBe(false);
  });
});

test('the examples in docs/urls.md are spelt as it says', () => {
  const rows = readFileSync('docs/urls.md', 'utf8').matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\|$/gm);
  const examples = [...rows].map(([, path = '', spelled = '']) => [path, spelled]);
  expect(examples.length).toBeGreaterThan(4);
  for (const [path = '', spelled] of examples) expect([path, spell(path)]).toEqual([path, spelled]);
});
