import { expect, test } from '@jest/globals';

import { bodyOf, server } from '../../support/render/server.ts';
import { fakeVariant } from '../../support/simulation/index.ts';

test.each([
  ['missing', null, 'no_original'],
  ['rejected', 'bad', 'not_an_image'],
])('the fallback stands in for a %s original, for a minute', async (_what, text, code) => {
  const { answer, put } = server({ fallback: 'fallback.jpg' });
  put('fallback.jpg', 'stand-in');
  if (text !== null) put('a.jpg', text);
  const { answer: image, counts } = await answer('/a.jpg/small~webp');
  expect(bodyOf(image)).toBe(fakeVariant('stand-in', 'small~webp'));
  expect(image).toMatchObject({
    statusCode: 200,
    headers: { 'cache-control': 'public, max-age=60', 'x-darkroom-error': code },
  });
  expect(counts).toContain('fallback');
});

test('a fallback that is missing itself changes nothing', async () => {
  const { answer } = server({ fallback: 'fallback.jpg' });
  expect((await answer('/a.jpg/small')).answer.statusCode).toBe(404);
  expect((await answer('/fallback.jpg/small')).answer.statusCode).toBe(404);
});
