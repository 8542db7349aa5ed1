import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { execa } from 'execa';

import { signTransform } from '../../../edge/signer/sign.ts';

const key = 'new-key-new-key-new-key-new-key-';
const transform = 'w_300,f_webp';

test('the signature is the HMAC of the URL that follows it, as docs/signing.md says', () => {
  const part = '/w_300,f_webp/a%20b/%C3%BC.jpg?expires=1800000000';
  const signature = createHmac('sha256', key).update(part).digest('base64url');
  const expires = new Date(1_800_000_000_999);
  expect(signTransform({ key, transform, path: 'a b/ü.jpg', expires })).toBe(`/~${signature}${part}`);
});

test.each([
  ['w_300,h_200', /"w_300,h_200" is not canonical: fit_ goes with w_ and h_ together/],
  ['w_0', /w_ takes/],
  ['w_99999', /w_ and h_ go up to 16383/],
])('the transform %s is not signed', (wrong, message) => {
  expect(() => signTransform({ key, transform: wrong, path: 'a.jpg' })).toThrow(message);
});

test.each(['', '../a.jpg', 'a/./b.jpg'])('the path "%s" is not signed', (path) => {
  expect(() => signTransform({ key, transform, path })).toThrow(/can't be addressed by a URL/);
});

test('an invalid date is not signed', () => {
  expect(() => signTransform({ key, transform, path: 'a.jpg', expires: new Date('soon') })).toThrow(/not a valid date/);
});

const sign = (args: string[], env: Record<string, string>) =>
  execa('node', ['--disable-warning=ExperimentalWarning', 'ops/main.ts', 'sign', ...args], {
    preferLocal: true,
    env: { DARKROOM_SIGNING_KEY: '', ...env },
    reject: false,
  });

test('the command prints what the function returns, behind the address', async () => {
  const args = [transform, 'a b.jpg', '--expires', '2027-01-31T12:00:00Z', '--base', 'https://cdn.example.com/'];
  const { stdout } = await sign(args, { DARKROOM_SIGNING_KEY: key });
  const expires = new Date('2027-01-31T12:00:00Z');
  expect(stdout).toBe(`https://cdn.example.com${signTransform({ key, transform, path: 'a b.jpg', expires })}`);
});

test.each([
  [[transform, 'a.jpg'], {}, 'DARKROOM_SIGNING_KEY is empty'],
  [['w_1,h_1', 'a.jpg'], { DARKROOM_SIGNING_KEY: key }, 'is not canonical'],
  [[transform, 'a.jpg', '--expires', 'soon'], { DARKROOM_SIGNING_KEY: key }, 'ISO 8601'],
  [[transform, 'a.jpg', '--base', 'cdn.example.com/x'], { DARKROOM_SIGNING_KEY: key }, 'https://'],
])('the command says what is wrong with %j', async (args, env, message) => {
  const { exitCode, stderr, stdout } = await sign(args, env);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(message);
});
