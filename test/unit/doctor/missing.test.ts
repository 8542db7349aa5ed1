import { expect, test } from '@jest/globals';

import type { Answer } from '../../../ops/doctor/ask.ts';
import { notThere } from '../../../ops/doctor/checks/missing.ts';
import type { Run } from '../../../ops/doctor/run.ts';

const missing = notThere.find(({ id }) => id === 'missing');

const answer = (status: number, headers: Record<string, string>): Answer => ({ status, headers, bytes: Buffer.of() });
const OURS = { 'x-darkroom-error': 'no_original', 'cache-control': 'public, max-age=10, s-maxage=60' };

function check(answered: Answer, errorSeconds: [number, number][] = [[404, 10]]) {
  const sample = { path: 'folder/photo.jpg', manifest: { variants: [] } };
  const samples = {
    folder: 'folder/',
    make: () => Promise.resolve(sample),
    once: (_: string, make: () => unknown) => make(),
  };
  const stack = {
    config: { presets: { small: { formats: [] } } },
    cdn: { url: 'https://cdn.example', errorSeconds: new Map(errorSeconds) },
  };
  return missing?.run({ stack, samples, ask: () => Promise.resolve(answered) } as unknown as Run);
}

test('a 404 of render passes, and so does the fallback image', async () => {
  expect(await check(answer(404, OURS))).toContain('404');
  expect(await check(answer(200, { ...OURS, 'cache-control': 'public, max-age=60' }))).toContain('200');
});

test.each<[string, Answer, RegExp]>([
  ['a 404 that is not of render', answer(404, { 'cache-control': 'max-age=10' }), /^404/],
  ['a 403 of Lambda', answer(403, {}), /^403/],
  ['one without a Cache-Control', answer(404, { 'x-darkroom-error': 'no_original' }), /no Cache-Control limits/],
])('any other response fails: %s', async (_, answered, sentence) => {
  await expect(check(answered)).rejects.toThrow(sentence);
});

test.each<[string, [number, number][], RegExp | null]>([
  ['a 404 for a day', [[404, 86_400]], /caches every 404 for 86400 s at least/],
  ['a 403 and a 503 for an hour', [[403, 3600], [404, 10], [503, 3600]], /403 for 3600 s, 503 for 3600 s/], // prettier-ignore
  ['errors for as long as render says', [[404, 60]], null],
  ['nothing longer than CloudFront does by itself', [], null],
])('a distribution that caches %s is judged correctly', async (_, kept, sentence) => {
  const checked = check(answer(404, OURS), kept);
  if (sentence === null) expect(await checked).toContain('404');
  else await expect(checked).rejects.toThrow(sentence);
});
