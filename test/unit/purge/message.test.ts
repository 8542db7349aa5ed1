import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { purgeMessage, readPurgeMessage } from '../../../handler/src/messages/purge.ts';

describe('purge messages', () => {
  test('carry any path there and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (path) => {
        expect(readPurgeMessage(purgeMessage(path))).toEqual({ path });
      }),
    );
  });

  test.each([
    ['not JSON', '{'],
    ['no path', '{}'],
    ['an empty path', '{"path":""}'],
    ['a path that is no text', '{"path":["a"]}'],
    ['null', 'null'],
    ['half a surrogate pair', '{"path":"\\ud800"}'],
    ['a longer path than any key', JSON.stringify({ path: 'é'.repeat(513) })],
  ])('can never work with %s', (_, body) => {
    expect(readPurgeMessage(body)).toHaveProperty('problem');
  });
});
