import { expect, test } from '@jest/globals';

import { judge } from '../../../ops/doctor/check.ts';
import { privacy } from '../../../ops/doctor/checks/private.ts';
import type { Run } from '../../../ops/doctor/run.ts';

const plainHttp = privacy.find(({ id }) => id === 'plain-http');
const REDIRECT = { location: 'https://cdn.example/small/folder/photo.jpg' };

test.each<[string, number, Record<string, string>, string]>([
  ['redirect-to-https', 301, REDIRECT, 'passed'],
  ['redirect-to-https', 301, { location: 'http://elsewhere.example/' }, 'failed'],
  ['redirect-to-https', 200, {}, 'failed'],
  ['https-only', 403, {}, 'passed'],
  ['https-only', 301, REDIRECT, 'failed'],
  ['allow-all', 200, {}, 'failed'],
  ['allow-all', 301, REDIRECT, 'failed'],
])(
  'under %s, a response of %i %j to plain HTTP is judged correctly',
  async (viewerProtocolPolicy, status, headers, verdict) => {
    const asked: string[] = [];
    const run = {
      stack: {
        config: { presets: { small: { formats: [] } } },
        cdn: { url: 'https://cdn.example', viewerProtocolPolicy },
      },
      samples: { make: () => Promise.resolve({ path: 'folder/photo.jpg', manifest: { variants: [] } }) },
      ask: (base: string) => {
        asked.push(base);
        return Promise.resolve({ status, headers, bytes: Buffer.of() });
      },
    } as unknown as Run;
    const found = await plainHttp?.run(run).then(
      () => 'passed',
      (error: unknown) => judge(error).verdict,
    );
    expect([found, asked]).toEqual([verdict, ['http://cdn.example']]);
  },
);
