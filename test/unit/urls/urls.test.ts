import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { encodePath } from '../../../handler/src/urls.ts';

test('a path in a URL holds unreserved characters and slashes only, each byte encoded once, wherever it stands', () => {
  const awkward = fc.constantFrom('!', "'", '(', ')', '*', '%', '+', ' ', '/', '~', 'ü');
  fc.assert(
    fc.property(fc.array(fc.oneof(awkward, fc.string({ unit: 'grapheme' })), { maxLength: 8 }), (parts) => {
      const encoded = encodePath(parts.join(''));
      expect(encoded).toMatch(/^([A-Za-z0-9._~/-]|%[0-9A-F]{2})*$/);
      expect(decodeURIComponent(encoded)).toBe(parts.join(''));
    }),
  );
  expect(encodePath('a (1) (2)!.jpg')).toBe('a%20%281%29%20%282%29%21.jpg');
});
