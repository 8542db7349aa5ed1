import { describe, expect, test } from '@jest/globals';
import { encodePath } from '../../handler/src/urls.ts';
import { ask } from './support/cdn.ts';
import { processed, read, variantNames } from './support/objects.ts';
import { photograph } from './support/pictures.ts';

/** Where a preset's longest variant needs the most room: `variants/<path>/800x600@avif`, or a lock of the same length. */
const ROOM = 1024 - Buffer.byteLength('variants//800x600@avif');
const longest = (bytes: number): string => `keys/${'é'.repeat((bytes - 9) / 2)}${bytes % 2 === 1 ? '' : 'x'}.jpg`;

const AWKWARD: Readonly<Record<string, string>> = {
  'a space': 'keys/a photo.jpg',
  'a plus sign': 'keys/1+1.jpg',
  'a percent sign': 'keys/100%.jpg',
  'what looks encoded': 'keys/a%2eb%2Fc%20d.jpg',
  quotes: `keys/"double" 'single' \`back\`.jpg`,
  'an emoji': 'keys/😀👩‍👩‍👧.jpg',
  'a combining mark (NFD)': 'keys/e\u0301te\u0301.jpg',
  'the same composed (NFC)': 'keys/\u00e9t\u00e9.jpg',
  'a newline': 'keys/two\nlines.jpg',
  'a tab': 'keys/a\ttab.jpg',
  'two slashes': 'keys//double//slash.jpg',
  'a slash at the start': '/keys.jpg',
  'reserved characters': 'keys/a&b=c;d:e@f,g?h#i<j>k|l\\m^n[o]{p}~q*r!s$t(u).jpg',
  'no extension': 'keys/none',
  'a preset for a name': 'keys/800x600@avif',
};

describe('an original is processed, and found by its URL, whatever it is called:', () => {
  test.each(Object.entries(AWKWARD))('%s', async (_, path) => {
    const manifest = await processed(path, await photograph(64, 48));

    expect(manifest).toMatchObject({ status: 'ready', path });
    expect(await variantNames(path)).toEqual(manifest.variants.map(({ name }) => name).sort());
    expect(manifest.variants).toHaveLength(9);

    const stored = await ask(`/200x150/${encodePath(path)}`);
    const made = await ask(`/wide/${encodePath(path)}`);
    expect([stored.status, stored.headers['x-darkroom']]).toEqual([200, undefined]);
    expect(stored.bytes).toEqual((await read(`variants/${path}/200x150`))?.bytes);
    expect([made.status, made.headers['x-darkroom']]).toEqual([200, 'rendered']);
    expect(made.bytes).toEqual((await read(`variants/${path}/wide`))?.bytes);
  });

  test('every spelling of a URL leads to the same key', async () => {
    await processed('keys/1+é (2).jpg', await photograph(64, 48));
    const spellings = ['keys/1%2B%C3%A9%20%282%29.jpg', 'keys/1+%c3%a9%20(2).jpg', '%6beys%2F1%2b%C3%A9%20(2)%2Ejpg'];
    const answers = await Promise.all(spellings.map((spelling) => ask(`/200x150/${spelling}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await ask('/200x150/keys/1%20%C3%A9%20(2).jpg')).status).toBe(404);
  });

  test('two spellings of one word are two originals', async () => {
    const composed = await processed('keys/\u00e9.jpg', await photograph(64, 48, 1));
    const combining = await processed('keys/e\u0301.jpg', await photograph(48, 64, 2));

    expect(composed).toMatchObject({ image: { width: 64, height: 48 } });
    expect(combining).toMatchObject({ image: { width: 48, height: 64 } });
  });
});

describe('the length of a key', () => {
  test('may be all that S3 allows', async () => {
    const path = longest(ROOM);
    expect(Buffer.byteLength(`variants/${path}/800x600@avif`)).toBe(1024);
    expect(await processed(path, await photograph(64, 48))).toMatchObject({ status: 'ready' });
    expect(await variantNames(path)).toHaveLength(9);
  });

  test('of one byte more leaves a variant no room: the original is rejected, and by how much is said', async () => {
    const path = longest(ROOM + 1);
    expect(Buffer.byteLength(`variants/${path}/800x600@avif`)).toBe(1025);
    expect(await processed(path, await photograph(64, 48))).toMatchObject({
      status: 'rejected',
      rejection: { code: 'bad_key', message: expect.stringMatching(/1025 bytes.*1024.*1 byte/) },
    });
    expect(await variantNames(path)).toEqual([]);
  });
});
