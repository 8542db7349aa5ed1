import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';

import { PROJECT } from '../../../local/paths.ts';
import { run } from '../../../local/run.ts';
import { at, decoded } from '../../support/images/compare.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const folder = await temporaryFolder();
const file = (name: string): string => path.join(folder, name);
const rasterise = (from: string, to: string, width: number) =>
  run(process.execPath, ['scripts/rasterise.ts', file(from), file(to), String(width)], { cwd: PROJECT });

test('an SVG becomes a PNG of the width that is asked for, sharp at that size and transparent where nothing is drawn', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect x="1" width="1" height="2" fill="#c81e1e"/></svg>';
  await writeFile(file('mark.svg'), svg);
  await rasterise('mark.svg', 'mark.png', 400);
  const png = await readFile(file('mark.png'));
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 400, height: 200, hasAlpha: true });
  const pixels = await decoded(png);
  expect(at(pixels, 0.375, 0.5)).toEqual([200, 30, 30, 255]);
  for (const x of [0.24, 0.51]) expect(at(pixels, x, 0.5)[3]).toBe(0);
  for (const x of [0.26, 0.49]) expect(at(pixels, x, 0.5)[3]).toBe(255);
});

test('a picture that is no SVG, and a width of more pixels than a mark may have, are refused', async () => {
  await writeFile(
    file('a.png'),
    await sharp({ create: { width: 4, height: 4, channels: 3, background: '#000' } })
      .png()
      .toBuffer(),
  );
  await expect(rasterise('a.png', 'b.png', 40)).rejects.toThrow('is png, not SVG: a PNG needs no rasterising');
  await writeFile(file('tall.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="40"/>');
  await expect(rasterise('tall.svg', 'b.png', 2000)).rejects.toThrow('2000 × 8000 are more than 4000000 pixels');
});
