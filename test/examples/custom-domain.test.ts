import { expect, test } from '@jest/globals';

import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { get, output, put } from './support/example.ts';

test('images are served by the distribution of the domain, with the headers that were added', async () => {
  expect(output('url')).toBe('https://img.example.com');
  await put(output('bucket'), 'originals/sea.jpg', await photograph(800, 600));

  const { headers } = await until('the thumbnail', async () => {
    const answer = await get(`https://${output('cdn_domain_name')}/thumb/sea.jpg`);
    return answer.status === 200 ? answer : null;
  });
  expect(headers).toMatchObject({
    'strict-transport-security': 'max-age=31536000',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Accept',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
});
