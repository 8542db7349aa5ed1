import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { beforeEach, expect, test } from '@jest/globals';
import type { LambdaFunctionURLEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';

import { beginningOf } from '../../../handler/src/spelling.ts';
import type { Stack } from '../../../packages/client/src/index.ts';
import { encodedPath } from '../../../playground/api/path.ts';
import { TOKEN_HEADER } from '../../../playground/api/token.ts';
import { requestOf, resultOf } from '../../../playground/aws/event.ts';
import { kept } from '../../../playground/aws/kept.ts';
import { playgroundOnAws } from '../../../playground/aws/respond.ts';
import { readSecret } from '../../../playground/aws/secret.ts';
import { readSettings } from '../../../playground/aws/settings.ts';

const TOKEN = 'a-token-of-at-least-32-characters';
const KEY = 'a-signing-key-that-is-long-enough-0123';
const SETTINGS = {
  stack: { bucket: 'photos', key: 'playground/stack.json' },
  variantsBucket: 'photos',
  folder: 'playground/',
  parameter: '/darkroom/gallery/playground',
};
const stack: Stack = {
  url: 'https://images.example',
  presets: {},
  transforms: { maxDimension: 1000, formats: ['webp'] },
  manifests: true,
  upload: { bucket: 'photos', prefix: 'originals/', folders: [], bytes: 1_000_000 },
};
const client = { region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } };
const [s3, ssm] = [new S3Client(client), new SSMClient(client)];
const [objects, parameters] = [mockClient(s3), mockClient(ssm)];

const holds = (value: unknown, Type: 'SecureString' | 'String' = 'SecureString') =>
  parameters.on(GetParameterCommand).resolves({ Parameter: { Value: JSON.stringify(value), Type } });

beforeEach(() => {
  objects.reset();
  parameters.reset();
  holds({ token: TOKEN, signingKey: KEY });
  objects
    .on(GetObjectCommand)
    .resolves({ Body: { transformToString: () => Promise.resolve(JSON.stringify(stack)) } as never });
});

/** The answer to a request as a function URL passes it on. */
async function ask(route: string, { token = TOKEN, body = null as object | null } = {}) {
  const [method = 'GET', address = ''] = route.split(' ');
  const [rawPath = '', rawQueryString = ''] = address.split('?');
  const event = {
    rawPath,
    rawQueryString,
    headers: { [TOKEN_HEADER]: token, host: 'x.lambda-url.eu-central-1.on.aws' },
    requestContext: { http: { method } },
    ...(body && { body: Buffer.from(JSON.stringify(body)).toString('base64'), isBase64Encoded: true }),
  } as unknown as LambdaFunctionURLEvent;
  const respond = playgroundOnAws({
    settings: readSettings({ DARKROOM_PLAYGROUND: JSON.stringify(SETTINGS) }),
    page: { html: '<p>', script: 'alert()', style: 'p {}' },
    s3,
    ssm,
    log: () => undefined,
  });
  const result = await resultOf(await respond(requestOf(event)));
  if (typeof result === 'string') throw new Error(result);
  return result;
}

test.each([
  [
    'no parameter',
    () => parameters.on(GetParameterCommand).rejects(new ParameterNotFound({ message: '', $metadata: {} })),
  ],
  ['a short token', () => holds({ token: 'short' })],
  ['an empty token', () => holds({ token: '' })],
  ['a text that is no JSON', () => holds(TOKEN)],
  ['an unknown key', () => holds({ token: TOKEN, signing_key: KEY })],
  ['a parameter that is not encrypted', () => holds({ token: TOKEN }, 'String')],
])('with %s, nobody is admitted', async (_, arrange) => {
  arrange();
  for (const token of [TOKEN, 'short', ''])
    expect(await ask('GET /api/welcome', { token })).toMatchObject({
      statusCode: 503,
      body: expect.stringContaining('no_secret'),
    });
});

test.each(['GET /api/welcome', 'POST /api/uploads', 'DELETE /api/photos?path=YQ', 'GET /api/events?after=0'])(
  'without the token, %s is refused, and the bucket is not asked for photos',
  async (route) => {
    for (const token of ['', TOKEN.slice(1), `${TOKEN}x`])
      expect(await ask(route, { token, body: route.startsWith('POST') ? {} : null })).toMatchObject({
        statusCode: 403,
      });
    expect(objects.calls().every(({ args: [command] }) => command instanceof GetObjectCommand)).toBe(true);
  },
);

test('with the token, uploads go under the folder only, and what is signed leads to the CDN', async () => {
  expect((await ask('POST /api/uploads', { body: { path: 'others/a.jpg' } })).statusCode).toBe(403);
  const permitted = await ask('POST /api/uploads', { body: { path: 'playground/a b.jpg' } });
  const { url, fields } = JSON.parse(permitted.body ?? '') as { url: string; fields: Record<string, string> };
  expect([url, fields['key']]).toEqual([
    'https://photos.s3.eu-central-1.amazonaws.com/',
    'originals/playground/a b.jpg',
  ]);
  const signed = await ask('POST /api/sign', { body: { path: 'playground/a.jpg', transform: 'w_100', seconds: 60 } });
  expect(signed.body).toContain('https://images.example/~');
  const original = await ask(`GET /api/original?path=${encodedPath('playground/a b.jpg')}`);
  expect(original.body).toContain('originals/playground/a%20b.jpg?');
});

test('the page may load from the CDN and the bucket alone, over TLS, and shows no secret', async () => {
  for (const path of ['/', '/page.js', '/page.css']) {
    const { statusCode, headers, body } = await ask(`GET ${path}`, { token: '' });
    expect([statusCode, headers?.['strict-transport-security']]).toEqual([200, 'max-age=31536000']);
    expect(headers?.['content-security-policy']).toContain(
      "connect-src 'self' blob: https://images.example https://photos.s3.eu-central-1.amazonaws.com;",
    );
    expect(body).not.toContain(TOKEN);
  }
  expect((await ask('GET /else', { token: '' })).statusCode).toBe(403);
});

test('what the log says of an unusable parameter has its name and what to do, but not its value', async () => {
  const said: string[] = [];
  holds({ token: 'a-short-secret' });
  expect(await readSecret(ssm, '/p', (line: string) => said.push(line))).toBeNull();
  expect(said).toEqual([expect.stringMatching(/\/p is not valid \(token\).*SecureString/)]);
  expect(said.join()).not.toContain('a-short-secret');
});

test('a copy is used for a minute, and never that of a failure', async () => {
  let [now, reads] = [0, 0];
  const read = kept(
    () => {
      reads += 1;
      return reads === 2 ? Promise.reject(new Error('once')) : Promise.resolve(reads);
    },
    () => now,
  );
  expect([await read(), await read()]).toEqual([1, 1]);
  now = 60_000;
  await expect(read()).rejects.toThrow('once');
  expect(await read()).toBe(3);
});

test('a token that has just been made is seen after five seconds', async () => {
  let [now, token] = [0, null as string | null];
  const read = kept(
    () => Promise.resolve(token),
    () => now,
  );
  expect(await read()).toBeNull();
  [now, token] = [4999, 'made'];
  expect(await read()).toBeNull();
  now = 5000;
  expect(await read()).toBe('made');
});

test('the role may list the variants of encoded paths in the folder, as handler/src/spelling.ts spells them', async () => {
  const file = path.join(import.meta.dirname, '../../../modules/playground/tests/playground.tftest.hcl');
  expect(await readFile(file, 'utf8')).toContain(`"variants/playground/*", "variants/${beginningOf('playground/')}*"`);
});
