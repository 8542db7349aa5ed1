import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { testHome } from '../../local/paths.ts';
import { readState } from '../../local/state.ts';
import { complaints } from './support/report.ts';
import { openSite, type Site } from './support/site.ts';
import { soak, type SoakReport } from './support/soak.ts';

const PATIENCE = 300_000;
/** Seconds. */
const VISIBILITY = 8;
const SEED = 20;

let site: Site;
let report: SoakReport;

beforeAll(async () => {
  const state = readState(testHome());
  if (!state?.outputs) throw new Error('There is no stack to test: `make test ONLY=e2e` creates one.');
  site = await openSite(state, VISIBILITY);
  report = await soak(site, { n: 100, seed: SEED });
}, PATIENCE);

afterAll(() => site.restore());

test('100 uploads end up byte for byte correct although requests fail, functions die and events are duplicated', () => {
  expect(complaints(report)).toEqual([]);
});

test('the planned faults happened', () => {
  const kinds = [...report.tally.keys()].map((kind) => kind.split(' ')[0]);
  expect(kinds).toEqual(expect.arrayContaining(['500', '503', 'reset', 'truncate', 'kill', 'overwrite', 'delete']));
});

test('the soak detects a variant with wrong bytes, a missing manifest and an orphaned variant', async () => {
  const [first, second, third] = report.entries.filter(
    ({ current, number }) => current !== null && current < 6 && number % 10 !== 0,
  );
  if (!first || !second || !third) throw new Error('There are too few originals left.');
  const { s3, bucket: Bucket } = site;
  const name = Object.entries(site.config.presets).find(([, { make }]) => make === 'upload')?.[0] ?? '';
  await s3.send(new PutObjectCommand({ Bucket, Key: `variants/${first.path}/${name}`, Body: 'other' }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: `manifests/${second.path}.json` }));
  await s3.send(new PutObjectCommand({ Bucket, Key: `variants/${third.path}/nobody`, Body: 'other' }));

  const found = await report.check();

  expect(found.map(({ path }) => path).sort()).toEqual([first.path, second.path, third.path].sort());
});
