import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';

import { watchBatch } from '../support/batch.ts';
import type { Fault } from '../support/fault.ts';
import type { ObservedRequest } from '../support/observed-request.ts';
import { minutes, openScenario } from '../support/scenario.ts';
import { untilIdle } from '../support/until-idle.ts';

const UPLOADS = 40;
const slowDown: Fault = { kind: 'refuse', status: 503, after: false };
const scenario = openScenario();

/** Uploads while requests fail for this long; returns the violations once the queue is idle. */
async function after(milliseconds: number, fault: (sight: ObservedRequest) => Fault | null) {
  let out = true;
  const batch = await watchBatch(scenario.site, scenario.pictures, UPLOADS, (number) => number % 18, (sight) =>
    out ? fault(sight) : null,
  ); // prettier-ignore
  const reached = sleep(milliseconds).then(() => (out = false));
  await batch.upload();
  await reached;
  await untilIdle(scenario.site);
  return batch.violations();
}

test('S3 answers 503 for twenty minutes: nothing is lost, and there is no dead letter', async () => {
  expect(await after(minutes(20), ({ service }) => (service === 's3' ? slowDown : null))).toEqual([]);
}, 240_000);

test('the events topic refuses messages for twenty minutes: all subscribers are notified afterwards', async () => {
  expect(await after(minutes(20), ({ service }) => (service === 'sns' ? slowDown : null))).toEqual([]);
}, 240_000);

test('functions get no response and time out for five minutes: the backlog is processed', async () => {
  expect(await after(minutes(5), () => ({ kind: 'stall' }))).toEqual([]);
}, 240_000);
