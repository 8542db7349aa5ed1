/**
 * Simulates a sweep over so many originals with the sweep's own code and listings that are computed, not stored: memory,
 * CPU time, requests, dollars, and an estimate of the wall time. Runs a part of the slices, evenly spaced over the keys,
 * and scales what they took: a slice keeps nothing of the ones before it. `--share 1` runs all.
 */
import { parseArgs } from 'node:util';

import { COMPARED_ONCE_IN } from '../../handler/src/sweep/compare.ts';
import type { Phase } from '../../handler/src/sweep/cursor.ts';
import { SHARE_AFTER_MS } from '../../handler/src/sweep/handle.ts';
import { PAIRS_AT_ONCE } from '../../handler/src/sweep/slice.ts';
import { pricesOf, REFERENCE } from '../../ops/cost/prices.ts';
import { syntheticPath } from '../../test/support/synthetic-bucket.ts';
import { FUNCTION } from '../function-config.ts';
import { cpuOf } from '../timing.ts';
import { library } from './library.ts';
import { cpuOfGet } from './sdk.ts';
import { simulateShards } from './shards.ts';
import { cursorAt, simulateSlice } from './simulate.ts';

const { values } = parseArgs({
  options: {
    originals: { type: 'string', default: '100000000' },
    share: { type: 'string', default: '0.001' },
    'list-ms': { type: 'string', default: '60' },
    'get-ms': { type: 'string', default: '20' },
    memory: { type: 'string', default: '512' },
    shards: { type: 'string', default: '1,8,64' },
  },
});
const [originals, share, listMs, getMs, memory] = (['originals', 'share', 'list-ms', 'get-ms', 'memory'] as const).map(
  (name) => {
    const value = Number(values[name]);
    if (!(value > 0)) throw new Error(`--${name}: received "${values[name]}"; allowed: a number above 0`);
    return value;
  },
) as [number, number, number, number, number];
if (share > 1) throw new Error(`--share: received "${values.share}"; allowed: above 0, up to 1`);

const shardCounts = values.shards.split(',').map((text) => {
  const shards = Number(text);
  if (!Number.isInteger(shards) || shards < 1 || shards > 64)
    throw new Error(
      `--shards: received "${values.shards}"; allowed: whole numbers from 1 to 64, with commas between them`,
    );
  return shards;
});

const SLICES = 10;
/** Seconds of a slice with the default timeout, and between two of them: SQS, and now and then a new environment. */
const [SLICE, PAUSE] = [255, 1];

const of = library(originals);
const each = of.manifest.variants.length;

interface Part {
  readonly cpu: number;
  readonly lists: number;
  readonly gets: number;
}

/** What a phase takes for all originals, from slices evenly spaced over them. */
async function phase(name: Phase, rows: number): Promise<Part> {
  const slices = share === 1 ? 1 : SLICES;
  const batches = Math.max(1, Math.ceil((rows * share) / slices / of.batchSize));
  const sum = { cpu: 0, lists: 0, gets: 0 };
  for (let slice = 0; slice < slices; slice += 1) {
    const from = cursorAt(name, Math.floor((originals / slices) * slice));
    const { result, cpu } = await cpuOf(() => simulateSlice(of, from, batches));
    sum.cpu += cpu;
    sum.lists += result.counts.lists;
    sum.gets += result.counts.gets;
    peak = Math.max(peak, process.memoryUsage().heapUsed);
  }
  const scale = rows / (slices * batches * of.batchSize);
  return { cpu: sum.cpu * scale, lists: sum.lists * scale, gets: sum.gets * scale };
}

let peak = 0;
// Until everything is compiled, steps take longer than in a slice of fifteen minutes.
await simulateSlice(of, cursorAt('manifests', 0), 10);
await simulateSlice(of, cursorAt('variants', 0), 10);
const manifests = await phase('manifests', originals);
const variants = await phase('variants', originals * each);
const perGet = await cpuOfGet(JSON.stringify({ ...of.manifest, path: syntheticPath(0) }), 3000);

const gets = manifests.gets;
const lists = manifests.lists + variants.lists;
const cpu = manifests.cpu + variants.cpu + (gets + lists) * perGet;
const slowed = Math.max(1, FUNCTION.memory / memory);
// Comparisons are listings made among the reads; all others are waited for one after the other.
const compared = originals / COMPARED_ONCE_IN;
const waits = (lists - compared) * listMs + ((gets + compared) * getMs) / PAIRS_AT_ONCE;
const seconds = Math.max(waits, cpu * slowed) / 1000;
const perVariant =
  Math.max(variants.lists * listMs, (variants.cpu + variants.lists * perGet) * slowed) / originals / each / 1000;
const perOriginal = seconds / originals - perVariant * each;
const { prices } = pricesOf(REFERENCE);
const dollars = {
  LIST: lists * prices.s3PutOrList,
  GET: gets * prices.s3Get,
  Lambda: seconds * (memory / 1024) * prices.lambdaGigabyteSecond.arm64,
};

const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const total = Object.values(dollars).reduce((sum, value) => sum + value, 0);
console.log(`${count(originals)} originals with ${each} variants each; ${share * 100} % of the slices run`);
console.log(`heap at most       ${count(peak / 2 ** 20)} MB`);
console.log(
  `requests           ${count(lists)} LIST, of which ${count(compared)} compare variants; ${count(gets)} GET`,
);
console.log(
  `CPU time           ${count(cpu / 3_600_000)} h of one CPU: ${(manifests.cpu / originals).toFixed(3)} ms an original,`,
);
console.log(
  `                   ${(variants.cpu / originals / each).toFixed(3)} ms a variant, ${perGet.toFixed(3)} ms a request in the SDK`,
);
console.log(`waiting            ${count(waits / 3_600_000)} h at ${listMs} ms a LIST and ${getMs} ms a GET`);
console.log(
  `wall, estimated    ${count(seconds / 3600)} h with ${memory} MB (the longer of waiting, and of CPU time × ${slowed.toFixed(2)})`,
);
console.log(`originals a day    ${count((originals / seconds) * 86_400)}`);
for (const [what, value] of Object.entries(dollars)) console.log(`${what.padEnd(19)}${value.toFixed(2)} USD`);
console.log(`together           ${total.toFixed(2)} USD`);

for (const shards of shardCounts) {
  const { wall, most, made, splitLists, full, busy } = await simulateShards(of, {
    shards,
    perOriginal,
    perVariant,
    perList: listMs / 1000,
    slice: SLICE,
    shareAfter: SHARE_AFTER_MS / 1000,
    pause: PAUSE,
  });
  const more = dollarsOfSplits(splitLists);
  console.log(
    `${String(shards).padStart(2)} shards: ${(wall / 3600).toFixed(1)} h, ${most} at once after ${count(full / 60)} min, ` +
      `${made} made with ${count(splitLists)} LIST, ${((100 * busy) / wall / shards).toFixed(0)} % busy, ` +
      `at most ${count(most / perOriginal)} GET a second, heap at most ${count(peak / 2 ** 20)} MB each, ` +
      `${(total + more).toFixed(2)} USD`,
  );
}

/** Waiting for them is billed too. */
function dollarsOfSplits(lists: number): number {
  const waited = (lists * listMs) / 1000;
  return lists * prices.s3PutOrList + waited * (memory / 1024) * prices.lambdaGigabyteSecond.arm64;
}
