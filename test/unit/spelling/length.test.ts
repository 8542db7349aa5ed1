import { expect, test } from '@jest/globals';

import { spelledLength } from '../../../handler/src/spelling.ts';

// Random paths are hardly ever ordinary: a property of all of them may hold without one.
test.each(['a', 'photo.jpg', 'a/b/photo-1_2.jpg'])('an ordinary path is spelt in as many characters: %s', (path) => {
  expect(spelledLength(path)).toBe(path.length);
});

test('any other is spelt in eight characters for five bytes, below its folder', () => {
  expect(spelledLength('a b')).toBe('_base32/c4g64'.length);
  expect(spelledLength('é')).toBe('_base32/'.length + 4);
});
