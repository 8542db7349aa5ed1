import { expect, test } from '@jest/globals';

import { LIMITS, preset } from '../../support/images/presets.ts';
import { ORIGINAL, reconcileHarness, testPlan } from '../../support/simulation/index.ts';

const FORMATS = { formats: ['webp' as const, 'avif' as const] };
const PRESETS = {
  large: preset(800, 600, FORMATS),
  middle: preset(400, 300, FORMATS),
  small: preset(200, 150, FORMATS),
};

/**
 * A gate that answers requests in rounds: all that are open at once, then all that follow from those answers. So many
 * times is S3 waited for, whatever a request takes.
 */
function inRounds() {
  const rounds: string[][] = [];
  let open: (() => void)[] = [];
  const gate = ({ name, key }: { name: string; key: string }): Promise<void> => {
    if (open.length === 0) {
      rounds.push([]);
      setImmediate(() => {
        const answered = open;
        open = [];
        for (const answer of answered) answer();
      });
    }
    rounds.at(-1)?.push(`${name.replace(/Command$/, '')} ${key.split('/')[0] ?? ''}`);
    return new Promise((resolve) => open.push(resolve));
  };
  return { rounds, gate };
}

test('from upload to ready, S3 is waited for six times: once for all nine variants', async () => {
  const { rounds, gate } = inRounds();
  const plan = testPlan({ presets: PRESETS, limits: LIMITS });
  const reported: number[] = [];
  const report = () => Promise.resolve(void reported.push(rounds.length));
  const site = reconcileHarness({ plan, report }, { gate });
  site.bucket.put(ORIGINAL, 'one');
  expect(await site.run(1, site.clock.now)).toMatchObject({ result: 'ready' });
  expect(rounds).toEqual([
    ['HeadObject originals'],
    ['GetObject originals', 'GetObject manifests'],
    Array<string>(9).fill('PutObject variants'),
    ['PutObject manifests'],
    ['HeadObject originals'],
    ['ListObjectsV2 locks', 'ListObjectsV2 variants', 'GetObject manifests'],
  ]);
  expect(reported).toEqual([6]);
});
