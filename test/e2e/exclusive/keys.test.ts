import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from '@jest/globals';

import { signTransform } from '../../../edge/signer/sign.ts';
import { variantKey } from '../../../handler/src/spelling.ts';
import { nameOfTransform } from '../../../handler/src/transform-name.ts';
import { encodePath } from '../../../handler/src/urls.ts';
import { urlPathOf } from '../../../local/cdn.ts';
import { emulatorSettings } from '../../../local/settings.ts';
import { photograph } from '../../support/images/pictures.ts';
import { until } from '../../support/until.ts';
import { ask, refusal } from '../support/cdn.ts';
import { processed, read, readManifest, variantNames } from '../support/objects.ts';
import { messagesIgnoredFor } from '../support/outcomes.ts';
import { deadLetters, drained } from '../support/queues.ts';
import { bucket, s3, state } from '../support/stack.ts';

/** As in stack.tfvars. */
const SIGNING_KEY = 'e2e-newest-key-0123456789abcdef0123';
const TRANSFORM = 'w_70,h_60,fit_cover,f_webp';
/** Made on request, so that CloudFront has to sign a request to render. */
const ON_REQUEST = ['wide', 'wide~webp', 'wide~avif', nameOfTransform(TRANSFORM)];

const variant = (path: string, name: string): string => `variants/${variantKey(path, name)}`;
const urlOf = (path: string, name: string): string =>
  name.startsWith('~') ? signTransform({ key: SIGNING_KEY, transform: TRANSFORM, path }) : urlPathOf(path, name);

/** A path of this many bytes; accented letters require base32. */
const plain = (bytes: number): string => `keys/${'a'.repeat(bytes - 9)}.jpg`;
const accented = (bytes: number): string =>
  `keys/${'é'.repeat(Math.floor((bytes - 9) / 2))}${bytes % 2 === 1 ? '' : 'x'}.jpg`;

const AWKWARD: Readonly<Record<string, string>> = {
  'a space': 'keys/a photo.jpg',
  'a plus sign': 'keys/1+1.jpg',
  'a percent sign': 'keys/100%.jpg',
  'a name that looks encoded': 'keys/a%2eb%2Fc%20d.jpg',
  quotes: `keys/"double" 'single' \`back\`.jpg`,
  'an emoji': 'keys/😀👩‍👩‍👧.jpg',
  'a combining mark (NFD)': 'keys/e\u0301te\u0301.jpg',
  'the same composed (NFC)': 'keys/\u00e9t\u00e9.jpg',
  'a newline': 'keys/two\nlines.jpg',
  'a tab': 'keys/a\ttab.jpg',
  'two slashes': 'keys//double//slash.jpg',
  'a slash at the start': '/keys.jpg',
  'a slash at the end': 'keys/end.jpg/',
  'reserved characters': 'keys/a&b=c;d:e@f,g?h#i<j>k|l\\m^n[o]{p}~q*r!s$t(u).jpg',
  tildes: '~keys/~w_100/run~1.jpg',
  'a name in the folder of encoded paths': '_base32/c4g64.jpg',
  'an encoding of an encoding': 'keys/%25252541.jpg',
  'no extension': 'keys/none',
  'a preset as the name': 'keys/800x600@avif',
};

/** Asks for a variant that is not there, and again; and takes it away. */
async function isMadeOnRequest(signedPath: string, path: string, name: string): Promise<void> {
  const made = await ask(urlOf(path, name));
  expect([signedPath, name, made.status, made.headers['x-darkroom']]).toEqual([signedPath, name, 200, 'rendered']);
  const Key = variant(path, name);
  expect(made.bytes).toEqual((await read(Key))?.bytes);
  expect((await ask(urlOf(path, name))).headers).not.toHaveProperty('x-darkroom');
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
}

/** Nobody outside AWS knows which of the two CloudFront does: see local/emulator/origin_signature.py. */
const SIGNED_PATHS = ['once', 'twice'] as const;
afterAll(() => emulatorSettings(state, { signed_path: 'once' }));

describe('an original is processed and served by its URL, whatever its name:', () => {
  test.each(Object.entries(AWKWARD))('%s', async (_, path) => {
    const manifest = await processed(path, await photograph(64, 48));

    expect(manifest).toMatchObject({ status: 'ready', path });
    expect(await variantNames(path)).toEqual(manifest.variants.map(({ name }) => name).sort());
    expect(manifest.variants).toHaveLength(9);

    const stored = await ask(`/200x150/${encodePath(path)}`);
    expect([stored.status, stored.headers['x-darkroom']]).toEqual([200, undefined]);
    expect(stored.bytes).toEqual((await read(variant(path, '200x150')))?.bytes);
    for (const signed_path of SIGNED_PATHS) {
      await emulatorSettings(state, { signed_path });
      await Promise.all(ON_REQUEST.map((name) => isMadeOnRequest(signed_path, path, name)));
    }
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
  const ROOM = 1024 - Buffer.byteLength('variants//800x600~avif');
  const SPELT_ROOM = Math.floor(((ROOM - Buffer.byteLength('_base32/')) * 5) / 8);

  test.each([
    ['its letters', plain(ROOM)],
    ['its spelling', accented(SPELT_ROOM)],
  ])('may be the maximum of S3: %s', async (_, path) => {
    expect(1024 - Buffer.byteLength(variant(path, '800x600~avif'))).toBeLessThan(2);
    expect(await processed(path, await photograph(64, 48))).toMatchObject({ status: 'ready' });
    expect(await variantNames(path)).toHaveLength(9);
    expect((await ask(`/200x150/${encodePath(path)}`)).status).toBe(200);
  });

  test.each([
    ['its letters', plain(ROOM + 1), /1025 bytes.*1024.*1 byte/],
    ['its spelling', accented(SPELT_ROOM + 1), /is spelt in.*1024.*1 byte/],
  ])(
    'of one byte more leaves no room for a variant: the original is rejected, and the message states the excess: %s',
    async (_, path, message) => {
      expect(Buffer.byteLength(variant(path, '800x600~avif'))).toBeGreaterThan(1024);
      expect(await processed(path, await photograph(64, 48))).toMatchObject({
        status: 'rejected',
        rejection: { code: 'bad_key', message: expect.stringMatching(message) },
      });
      expect(await variantNames(path)).toEqual([]);
    },
  );
});

describe('a key without a URL is rejected, and its URL answers the same:', () => {
  test.each(['keys/%2e%2e/a.jpg', 'keys/a%252f..%252fb.jpg', 'keys/%252525252525252525252e%2E'])('%s', async (path) => {
    expect(await processed(path, await photograph(64, 48))).toMatchObject({
      status: 'rejected',
      rejection: { code: 'bad_key', message: expect.stringContaining('rename the original') },
    });
    expect(refusal(await ask(`/200x150/${encodePath(path)}`))).toEqual([400, 'dot_segment']);
  });
});

test.each([
  ['empty, as consoles create it', Buffer.of()],
  ['a photograph', null],
])('an object named like the prefix itself is ignored: %s', async (_, given) => {
  const before = (await messagesIgnoredFor('prefix')).length;
  const Body = given ?? (await photograph(64, 48));
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'originals/', Body }));
  await until('its message', async () => ((await messagesIgnoredFor('prefix')).length > before ? true : null));
  await drained();
  expect(await deadLetters()).toBe(0);
  expect(await readManifest('')).toBeNull();
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'originals/' }));
});
