import { expect, test } from '@jest/globals';
import sharp from 'sharp';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, output, put, state } from './support/example.ts';

test('dev is named after itself, serves what is uploaded, and has no alarms', async () => {
  expect(output('bucket')).toBe('gallery-dev-000000000000-eu-central-1');
  expect(state.outputs?.['alarms_topic_arn'] ?? null).toBeNull();

  await put(output('bucket'), 'originals/sea.jpg', await photograph(2000, 1500));
  const { bytes } = await until('the page', async () => {
    const answer = await get(`${output('url')}/page/sea.jpg`);
    return answer.status === 200 ? answer : null;
  });
  const { width, height } = await sharp(bytes).metadata();
  expect([width, height]).toEqual([1600, 1200]);
});
