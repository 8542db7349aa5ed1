import { expect, test } from '@jest/globals';

import { AVIF_EFFORTS, effortFor, WEBP_EFFORTS } from '../../../handler/src/image/encode/efforts.ts';
import { make } from '../../support/images/make.ts';
import { plain, toSharp } from '../../support/images/pixels.ts';
import { preset } from '../../support/images/presets.ts';

test.each([
  ['AVIF', AVIF_EFFORTS],
  ['WebP', WEBP_EFFORTS],
])('%s: the more pixels, the less effort', (_, table) => {
  for (const [index, row] of table.entries()) {
    const next = table[index + 1];
    if (next === undefined) continue;
    expect(next.pixels).toBeGreaterThan(row.pixels);
    expect(next.effort).toBeLessThan(row.effort);
  }
});

test('a row reaches up to its last pixel', () => {
  expect([1, 1_000_000, 1_000_001, 5_000_000].map((pixels) => effortFor(AVIF_EFFORTS, pixels)?.effort)).toEqual([
    2, 2, 1, 0,
  ]);
  expect(effortFor(AVIF_EFFORTS, 5_000_001)).toBeUndefined();
});

test('above the last row, WebP is stored in the place of AVIF', async () => {
  const bytes = await toSharp(plain(2500, 2100, [30, 90, 160]))
    .jpeg()
    .toBuffer();
  const { named } = await make(bytes, { p: preset(null, null, { formats: ['avif'] }) });
  expect(named('p~avif')).toMatchObject({ contentType: 'image/webp', width: 2500, height: 2100 });
});
