import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { hashOf, type Place, placeIn, tokenIn } from '../../../playground/page/address.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const places: fc.Arbitrary<Place> = fc.record({ photo: text, view: text, left: text, right: text });

/** The fragment as a browser has it after it was set. */
const seen = (hash: string): string => new URL(hash, 'https://playground.example/').hash;

test('what the page shows comes back from the address, whatever the path is', () => {
  fc.assert(
    fc.property(places, (place) => {
      expect(placeIn(seen(hashOf(place)))).toEqual(place);
    }),
    { numRuns: 50 },
  );
});

test('folders stay readable, and nothing is said of what is not chosen', () => {
  expect(hashOf({ photo: 'a/b c.jpg', view: '', left: '', right: '800x600~avif' })).toBe(
    '#photo=a/b%20c.jpg&right=800x600~avif',
  );
  expect(hashOf({ photo: '', view: '', left: '', right: '' })).toBe('');
});

test('a token is taken out of the address, with the place that follows it or without, and no place holds it', () => {
  const tokens = fc.stringMatching(/^[\w+/=&.~-]{1,40}$/).filter((token) => !token.includes('&photo='));
  fc.assert(
    fc.property(tokens, places, (token, place) => {
      const hash = hashOf({ ...place, photo: `${place.photo}x` });
      expect(tokenIn(`#token=${token}`)).toEqual({ token, hash: '' });
      expect(tokenIn(`#token=${token}&${hash.slice(1)}`)).toEqual({ token, hash });
      expect(tokenIn(hash)).toBeNull();
    }),
    { numRuns: 50 },
  );
});
