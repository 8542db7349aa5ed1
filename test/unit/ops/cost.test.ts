import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';

import { variantNames } from '../../../handler/src/image/names.ts';
import { REQUESTS_OF_LOOK, requestsOfPhoto } from '../../../ops/cost/model.ts';
import { pricesOf } from '../../../ops/cost/prices.ts';
import { unitPrices } from '../../../ops/cost/units.ts';
import { COST_PAGES, withCosts } from '../../../scripts/cost/pages.ts';
import { PRESETS } from '../../support/simulation/fake-images.ts';
import { ORIGINAL, reconcileHarness } from '../../support/simulation/reconcile-harness.ts';

const BILLED = new Map([
  ['PutObjectCommand', 'put'],
  ['ListObjectsV2Command', 'put'],
  ['GetObjectCommand', 'get'],
  ['HeadObjectCommand', 'get'],
]);

/** Requests of the real reconcile, as S3 bills them. */
function counted() {
  const counts = { put: 0, get: 0 };
  const gate = ({ name }: { name: string }) => {
    const kind = BILLED.get(name) ?? BILLED.get(`${name}Command`);
    if (kind === 'put' || kind === 'get') counts[kind] += 1;
    return Promise.resolve();
  };
  return { counts, harness: reconcileHarness({}, { gate }) };
}

test('the model’s requests of an upload and of a look are those that the code sends', async () => {
  const { counts, harness } = counted();
  harness.bucket.put(ORIGINAL, 'photo');
  await harness.run(1, harness.clock.now);
  const made = variantNames(PRESETS).filter(({ preset }) => PRESETS[preset]?.make === 'upload').length;
  const { s3PutOrList, s3Get } = requestsOfPhoto(made);
  // The upload itself is the user's request.
  expect(counts).toEqual({ put: s3PutOrList - 1, get: s3Get });
  Object.assign(counts, { put: 0, get: 0 });
  await harness.run(1, harness.clock.now);
  expect(counts).toEqual({ put: REQUESTS_OF_LOOK.s3PutOrList, get: REQUESTS_OF_LOOK.s3Get });
});

test.each(COST_PAGES)('the costs in %s are those of the model', async (page) => {
  const text = await readFile(page, 'utf8');
  const wanted = await format(withCosts(text), { ...(await resolveConfig(page)), filepath: page });
  expect(text).toBe(wanted);
  expect(text).toContain('<!-- cost: ');
});

test('a region that is not listed has the prices of another, and says of which', () => {
  expect(pricesOf('eu-central-1')).toMatchObject({ of: 'eu-central-1', prices: { s3PutOrList: 0.0054 / 1000 } });
  expect(pricesOf('mx-central-1')).toMatchObject({ of: 'us-east-1', prices: { s3PutOrList: 0.005 / 1000 } });
});

test('the prices that alarms use are those of the model', async () => {
  const file = 'modules/observability/prices.json';
  const text = await format(unitPrices(), { ...(await resolveConfig(file)), filepath: file });
  expect(await readFile(file, 'utf8')).toBe(text);
});
