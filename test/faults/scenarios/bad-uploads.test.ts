import { expect, test } from '@jest/globals';

import { photograph } from '../../support/images/pictures.ts';
import { classic } from '../../support/images/presets.ts';
import { watchBatch } from '../support/batch.ts';
import { openScenario } from '../support/scenario.ts';
import { untilIdle } from '../support/until-idle.ts';

const GOOD = 120;
/** Repetitions; the median counts, because other work on the machine can disturb one. */
const ROUNDS = 3;
/** The stack's own presets are so small that a photo is hardly any work. */
const scenario = openScenario(classic(['webp', 'avif']));

test('an equal number of bad uploads delays good ones by at most a fifth', async () => {
  const photo = await photograph(4000, 3000); // A phone's photo.
  const pictures = [photo, photo.subarray(0, 2000), Buffer.from('This is not an image.')];
  const secondsWith = async (count: number, pictureOf: (number: number) => number): Promise<number> => {
    const batch = await watchBatch(scenario.site, pictures, count, pictureOf);
    const start = performance.now();
    await batch.upload();
    await untilIdle(scenario.site);
    expect(await batch.violations()).toEqual([]);
    const good = batch.entries.filter(({ plan }) => plan.picture === 0);
    return (Math.max(...good.map(({ toldAt }) => toldAt)) - start) / 1000;
  };
  await secondsWith(20, () => 0); // Warms up all functions.

  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const alone = await secondsWith(GOOD, () => 0);
    const among = await secondsWith(2 * GOOD, (number) => (number % 2 === 0 ? 0 : 1 + (number % 4 > 1 ? 1 : 0)));
    ratios.push(among / alone);
  }
  const [, median] = ratios.sort((a, b) => a - b);
  expect(median).toBeLessThan(1.2);
}, 600_000);
