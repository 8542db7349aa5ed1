import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';

import { unpackPresets } from '../../../handler/src/config/packed.ts';

const pack = (table: unknown): string => gzipSync(JSON.stringify(table)).toString('base64');

describe('packed presets', () => {
  test('are rows of what each preset sets, however few set it', () => {
    const table = { name: ['a', 'b'], width: [1, null], quality: [null, { webp: 70 }], enlarge: [false, true] };
    expect(unpackPresets(pack(table))).toEqual({
      a: { width: 1, enlarge: false },
      b: { quality: { webp: 70 }, enlarge: true },
    });
  });

  test('poison nothing by their names', () => {
    const presets = unpackPresets(pack({ name: ['__proto__'], width: [1] }));
    expect(Object.keys(presets)).toEqual(['__proto__']);
    expect(({} as { width?: number }).width).toBeUndefined();
  });

  test.each([
    ['', /is not JSON in gzip in base64: /],
    ['{}', /is not JSON in gzip/],
    [gzipSync('{').toString('base64'), /is not JSON in gzip/],
    [gzipSync(' '.repeat(2_000_000)).toString('base64'), /is not JSON in gzip/],
    [pack(null), /is not a table/],
    [pack({}), /is not a table/],
    [pack({ name: 'a' }), /is not a table/],
    [pack({ name: [1] }), /is not a table/],
    [pack({ name: ['a'], width: [1, 2] }), /is not a table/],
    [pack({ name: ['a'], width: 1 }), /is not a table/],
  ])('are refused when they are something else: %j', (text, sentence) => {
    expect(() => unpackPresets(text)).toThrow(sentence);
  });
});
