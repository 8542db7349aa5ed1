import { GetBucketCorsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';

import type * as Client from '../../packages/client/src/index.ts';
import type * as Placeholders from '../../packages/client/src/placeholder.ts';
import { uploadPost } from '../../packages/client/src/server.ts';
import type * as Uploads from '../../packages/client/src/upload.ts';
import { launchChromium } from '../e2e/support/chromium.ts';
import { photograph } from '../support/images/pictures.ts';
import { siteWith } from '../support/page.ts';
import { output, s3, state } from './support/example.ts';

/** Where the example's variable says that the site is. */
const ORIGIN = 'https://www.example.com';
const told = state.outputs?.['client'] as Client.Stack;
/** What the stack tells, at its address on this machine. */
const stack = { ...told, url: told.url.replace(/^https:(.*)\.net$/, `http:$1.localhost:${state.port}`) };
let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser.close());

/** What the README's server signs. */
const sign = (path: string) =>
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it brings an S3 client of its own version
  uploadPost(s3, stack, { path });

declare const client: typeof Client & typeof Placeholders & typeof Uploads;

interface Outcome {
  progress: number[];
  error: { code: string; message: string } | null;
  manifest: Client.Manifest | null;
  /** The image's CSS background, and its pixels once it is loaded. */
  background: string;
  pixels: [number, number];
}

/** What the README's page does. */
async function uploadIn(page: Page, path: string, bytes: Buffer, type: string): Promise<Outcome> {
  const given = { stack, path, post: await sign(path), base64: bytes.toString('base64'), type };
  return page.evaluate(async ({ stack, path, post, base64, type }) => {
    const file = new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], 'photo', { type });
    const images = client.darkroom(stack);
    const outcome: Outcome = { progress: [], error: null, manifest: null, background: '', pixels: [0, 0] };
    try {
      const { etag } = await client.upload(file, post, { onProgress: (part) => outcome.progress.push(part) });
      outcome.manifest = await images.ready(path, { etag });
    } catch (error) {
      const { code, message } = error as Uploads.UploadError;
      return { ...outcome, error: { code, message } };
    }
    if (outcome.manifest.status === 'rejected') return outcome;
    const img = Object.assign(new Image(), images.img(path, { presets: ['avatar'], priority: true, alt: '' }));
    const { placeholder } = outcome.manifest.image;
    if (placeholder) img.style.background = client.background(placeholder);
    document.body.append(img);
    await img.decode();
    return { ...outcome, background: img.style.background, pixels: [img.naturalWidth, img.naturalHeight] };
  }, given);
}

test('a page of the site uploads a photo, sees its progress, its placeholder and then the photo', async () => {
  const page = await siteWith(await browser.newContext(), ORIGIN, '<h1>Profile</h1>');
  const outcome = await uploadIn(page, 'users/7.jpg', await photograph(400, 300), 'image/jpeg');
  expect(outcome).toMatchObject({ error: null, manifest: { status: 'ready' }, pixels: [200, 200] });
  expect(outcome.progress.at(-1)).toBe(1);
  // Browsers write a background in an order of their own.
  expect(outcome.background.split(/[ (]/)).toEqual(expect.arrayContaining(['url', 'rgb', 'center', 'cover']));

  const replaced = await uploadIn(page, 'users/7.jpg', await photograph(500, 300, 2), 'image/jpeg');
  expect(replaced.manifest).toMatchObject({ image: { width: 500 } });
});

test('what is not a photo is refused with a sentence, by S3 or after it', async () => {
  const page = await siteWith(await browser.newContext(), ORIGIN, '<h1>Profile</h1>');
  const letter = Buffer.from('This is a letter, not a photo of one.');
  const rejected = await uploadIn(page, 'users/letter.jpg', letter, 'image/jpeg');
  expect(rejected.manifest).toMatchObject({ status: 'rejected', rejection: { code: 'not_an_image' } });
  const refused = await uploadIn(page, 'users/letter.txt', letter, 'text/plain');
  expect(refused.error).toEqual({ code: 'AccessDenied', message: 'Files of this type are not accepted.' });
  const large = await uploadIn(page, 'users/large.jpg', Buffer.alloc(10_485_761), 'image/jpeg');
  expect(large.error).toMatchObject({ code: 'EntityTooLarge' });
});

test('pages of the origin may read the answer’s ETag', async () => {
  const { CORSRules } = await s3.send(new GetBucketCorsCommand({ Bucket: output('bucket') }));
  expect(CORSRules).toMatchObject([
    { AllowedOrigins: [ORIGIN], AllowedMethods: ['POST', 'PUT'], ExposeHeaders: ['ETag'] },
  ]);
});
