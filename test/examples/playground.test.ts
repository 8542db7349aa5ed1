import { createHash } from 'node:crypto';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';

import type { Stack } from '../../packages/client/src/index.ts';
import { encodedPath } from '../../playground/api/path.ts';
import { TOKEN_HEADER } from '../../playground/api/token.ts';
import { askAt } from '../support/ask.ts';
import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { options, output, put, state } from './support/example.ts';

const TOKEN = 'the-token-of-the-example-0123456789abcdef';
const PATH = 'playground/sea 1.jpg';

/** The distribution's answer to a request of the page. */
async function ask(route: string, { token = TOKEN, body = '', hash = '' } = {}) {
  const [method = 'GET', path = ''] = route.split(' ');
  const sha256 = createHash('sha256')
    .update(hash || body)
    .digest('hex');
  const headers = { [TOKEN_HEADER]: token, ...(body && { 'x-amz-content-sha256': sha256 }) };
  const target = { port: state.port, host: new URL(output('url')).host, method, headers, body };
  const { status, bytes } = await askAt(target, path);
  return { status, said: JSON.parse(bytes.toString()) as Record<string, unknown> };
}

test('nobody is admitted before the token is in the parameter, and then only who has it', async () => {
  expect(await ask('GET /api/welcome')).toMatchObject({ status: 503, said: { error: 'no_secret' } });
  const ssm = new SSMClient(options);
  const secret = { Name: output('parameter'), Type: 'SecureString', Value: JSON.stringify({ token: TOKEN }) } as const;
  await ssm.send(new PutParameterCommand(secret));
  // The function looks again five seconds after it found none.
  const told = await until(
    'the token is known',
    async () => {
      const { status, said } = await ask('GET /api/welcome');
      return status === 503 ? null : { status, said };
    },
    90_000,
  );
  expect(told).toMatchObject({ status: 200, said: { folder: 'playground/', signs: false, reports: false } });
  expect((told.said['stack'] as Stack).upload?.prefix).toBe('originals/');
  expect(await ask('GET /api/welcome', { token: `${TOKEN}0` })).toMatchObject({
    status: 403,
    said: { error: 'no_token' },
  });
}, 120_000);

test('a photo is uploaded, listed, shown, deleted and restored in the folder, and nowhere else', async () => {
  const outside = JSON.stringify({ path: 'sea.jpg' });
  expect((await ask('POST /api/uploads', { body: outside })).said).toMatchObject({ error: 'outside' });

  const body = JSON.stringify({ path: PATH });
  const { said: post } = await ask('POST /api/uploads', { body });
  const { url, fields } = post as { url: string; fields: Record<string, string> };
  const form = new FormData();
  for (const [name, value] of Object.entries({ 'Content-Type': 'image/jpeg', ...fields })) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(await photograph(800, 600))]));
  expect((await fetch(url, { method: 'POST', body: form })).status).toBe(201);

  const at = `path=${encodedPath(PATH)}`;
  await until('its variants', async () => {
    const { said } = await ask(`GET /api/variants?${at}`);
    return (said['variants'] as unknown[]).length < 6 ? null : said;
  });
  await put(output('bucket'), 'originals/private.jpg', await photograph(80, 60));
  const listed = async () => (await ask('GET /api/photos')).said;
  expect(await listed()).toMatchObject({ photos: [{ path: PATH }], next: null });
  const original = await fetch(String((await ask(`GET /api/original?${at}`)).said['url']));
  expect([original.status, original.headers.get('content-type')]).toEqual([200, 'image/jpeg']);

  expect((await ask(`DELETE /api/photos?${at}`)).status).toBe(200);
  expect(await listed()).toMatchObject({ photos: [] });
  expect((await ask('POST /api/restore', { body })).status).toBe(200);
  expect(await listed()).toMatchObject({ photos: [{ path: PATH }] });
}, 120_000);

test('a body that is not the one that was signed does not reach the function', async () => {
  const body = JSON.stringify({ path: PATH });
  const { status, said } = await ask('POST /api/uploads', { body, hash: 'another' });
  expect([status, said['message']]).toEqual([403, expect.stringContaining('signature')]);
});
