import { beforeAll, describe, expect, test } from '@jest/globals';
import sharp, { type Region } from 'sharp';

import { signTransform } from '../../edge/signer/sign.ts';
import { variantKey } from '../../handler/src/spelling.ts';
import { nameOfTransform } from '../../handler/src/transform-name.ts';
import { greyDifference } from '../support/images/difference.ts';
import { photograph } from '../support/images/pictures.ts';
import { ask, refusal } from './support/cdn.ts';
import { focus, manifestOf, processed, read, variantNames } from './support/objects.ts';

/** As in stack.tfvars. */
const NEWEST = 'e2e-newest-key-0123456789abcdef0123';
const OLDEST = 'e2e-oldest-key-0123456789abcdef0123';
const RETIRED = 'e2e-retired-key-0123456789abcdef012';
const PATH = 'cdn/signed + 50%.jpg';
const TRANSFORM = 'w_300,h_200,fit_cover,f_webp,q_75';

const sign = (transform: string, key = NEWEST, expires?: Date): string =>
  signTransform({ key, transform, path: PATH, expires });
const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

beforeAll(async () => {
  await processed(PATH, await photograph(1600, 1200, 26));
});

test('a signed URL returns its size and format, and its variant is made once and stored with the others', async () => {
  const first = await ask(sign(TRANSFORM));
  const second = await ask(sign(TRANSFORM));
  const { width, height } = await sharp(first.bytes).metadata();
  const stored = await read(`variants/${variantKey(PATH, nameOfTransform(TRANSFORM))}`);

  expect([first.status, first.headers['content-type'], width, height]).toEqual([200, 'image/webp', 300, 200]);
  expect(first.headers['x-darkroom']).toBe('rendered');
  expect(second.headers).not.toHaveProperty('x-darkroom');
  expect(second.bytes.equals(first.bytes) && stored?.bytes.equals(first.bytes)).toBe(true);
});

test('both active keys are valid, with any expiry, and lead to one image', async () => {
  const transform = 'w_150';
  const urls = [sign(transform), sign(transform, OLDEST), sign(transform, OLDEST, inSeconds(60))];
  expect(new Set(urls).size).toBe(3);
  const answers = [];
  for (const url of urls) answers.push(await ask(url));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(1);
  expect(answers.map(({ headers }) => headers['x-darkroom'])).toEqual(['rendered', undefined, undefined]);
});

test('a signed transform lays an overlay on, in the corner and nowhere else', async () => {
  const [bare, marked] = [await ask(sign('w_400')), await ask(sign('w_400,overlay_mark'))];
  const strip = (left: number, top: number) => ({ left, top, width: 100, height: 20 });
  const difference = (part: Region) => greyDifference([sharp(bare.bytes), sharp(marked.bytes)], part);
  expect(await sharp(marked.bytes).metadata()).toMatchObject({ width: 400, height: 300 });
  expect(await difference(strip(291, 264))).toBeGreaterThan(15);
  for (const top of [0, 140, 220]) expect(await difference(strip(291, top))).toBeLessThan(3);
});

describe('is refused without making anything:', () => {
  const signed = sign('w_120', NEWEST, inSeconds(60));
  const REFUSED = {
    'an unsigned URL': ['/~/w_120/cdn/a.jpg', 'bad_signature'],
    'a URL signed with a retired key': [sign('w_120', RETIRED), 'bad_signature'],
    'another size': [signed.replace('w_120', 'w_121'), 'bad_signature'],
    'another image': [signed.replace('/cdn/', '/cdn2/'), 'bad_signature'],
    'another time': [signed.replace('expires=', 'expires=9'), 'bad_signature'],
    'no time': [signed.replace(/\?.*/, ''), 'bad_signature'],
    'another signature': [signed.replace(/^\/~./, signed.startsWith('/~A') ? '/~B' : '/~A'), 'bad_signature'],
    'half a signature': [signed.replace(/^(\/~.{20})[^/]*/, '$1'), 'bad_signature'],
    'a URL that has expired': [sign('w_120', NEWEST, inSeconds(-1)), 'expired'],
    'a size out of bounds': [sign('w_1001'), 'bad_transform'],
    'a format that is not allowed': [sign('w_120,f_avif'), 'bad_transform'],
    'an overlay that there is not': [sign('w_120,overlay_marks'), 'bad_transform'],
  } as const;

  test.each(Object.entries(REFUSED))('%s', async (_, [url, code]) => {
    expect(refusal(await ask(url))).toEqual([403, code]);
  });

  test('and leaves no variant', async () => {
    expect((await variantNames(PATH)).filter((name) => /_12[01]|_1001/.test(name))).toEqual([]);
  });
});

test('a signed image of a replaced original is made again', async () => {
  const before = await ask(sign('w_200'));
  await processed(PATH, await photograph(1200, 1600, 27));
  const after = await ask(sign('w_200'));

  expect([before.headers['x-darkroom'], after.headers['x-darkroom']]).toEqual(['rendered', 'rendered']);
  expect(await sharp(before.bytes).metadata()).toMatchObject({ width: 200, height: 150 });
  expect(await sharp(after.bytes).metadata()).toMatchObject({ width: 200, height: 267 });
});

test('a signed image follows the focal point, which no ETag tells, and has the looks that it asks for', async () => {
  const transform = 'w_100,h_100,fit_cover,pos_focal,round_50,f_webp';
  const answer = async () => {
    const { status, headers, bytes } = await ask(sign(transform));
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * 100 + x) * 4, (y * 100 + x) * 4 + 4)];
    return { status, made: headers['x-darkroom'], inside: at(50, 30), corner: at(0, 0) };
  };
  // Its upper left quarter is red.
  const { original } = await processed(PATH, await photograph(1600, 600, 28));
  const put = async (focalPoint: string) => manifestOf(PATH, await focus(PATH, focalPoint));

  const left = await put('0,0.25');
  expect(left.original).toMatchObject({ etag: original.etag, focalPoint: '0,0.25' });
  const before = await answer();
  await put('1,0.25');
  const after = await answer();

  expect([before.status, before.made, after.made]).toEqual([200, 'rendered', 'rendered']);
  expect([before.corner[3], after.corner[3]]).toEqual([0, 0]);
  expect(before.inside[0]).toBeGreaterThan(180);
  expect(after.inside[0]).toBeLessThan(120);
});
