import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import pMap from 'p-map';

import { s3Event } from '../../support/events.ts';
import { allIn } from './all-in.ts';
import { type Conditions, createDirector, type Tally } from './director.ts';
import { expectedOf } from './expected.ts';
import { tags, type Violation, violations } from './invariant.ts';
import { change, type Entry, entryOf, upload, type Uploader } from './ledger.ts';
import type { Service } from './observed-request.ts';
import { pictures } from './pictures.ts';
import { PEACE } from './proxy.ts';
import { seededRandom } from './seeded-random.ts';
import type { Site } from './site.ts';
import { untilIdle } from './until-idle.ts';

export interface SoakOptions {
  /** Originals. */
  readonly n: number;
  readonly seed: number;
  readonly onProgress?: (uploaded: number, waiting: number) => void;
}

export interface SoakReport {
  readonly entries: readonly Entry[];
  readonly tally: Tally;
  readonly violations: readonly Violation[];
  /** Checks again. */
  readonly check: () => Promise<Violation[]>;
  /** Reads of an original that led to a transform, per uploaded version. */
  readonly transformsPerUpload: number;
  /** Locks and marks that remain for a lifecycle rule to remove. */
  readonly leftovers: number;
  readonly seconds: number;
}

/** Maximum waiting messages before the next upload: few, so that changes coincide with work. */
const BACKLOG = 60;

/** Uploads, injects faults, stops them, waits until the stack is idle, and checks the invariant. */
export async function soak(site: Site, { n, seed, onProgress }: SoakOptions): Promise<SoakReport> {
  const start = performance.now();
  const folder = `soak-${seed}-${Date.now().toString(36)}`;
  const uploads = await pictures();
  const expected = await pMap(uploads, (bytes) => expectedOf(bytes, site.config), { concurrency: 1 });
  const list = Array.from({ length: n }, (_, number) => entryOf(folder, seed, number, uploads.length));
  const { s3, bucket } = site;
  const uploader: Uploader = { s3, bucket, originals: site.config.prefixes.originals, pictures: uploads };
  const conditions: Conditions = { out: new Set(), healed: false };
  const tally: Tally = new Map();
  site.proxy.director = createDirector(
    seed,
    new Map(list.map((entry) => [entry.path, entry])),
    uploader,
    conditions,
    tally,
  );
  try {
    let [uploaded, waiting] = [0, 0];
    const outages = outagesOf(seed, n);
    await pMap(
      list,
      async (entry) => {
        if (uploaded % 10 === 0) waiting = await allIn(site.sqs, site.queue);
        while (waiting > BACKLOG) {
          await sleep(250);
          waiting = await allIn(site.sqs, site.queue);
          onProgress?.(uploaded, waiting);
        }
        await upload(uploader, entry, entry.plan.picture);
        await sendCopies(site, entry);
        uploaded += 1;
        const outage = outages.get(entry.number);
        if (outage) void failFor(conditions, outage);
        onProgress?.(uploaded, waiting);
      },
      { concurrency: 4 },
    );
    await untilIdle(site, (left) => onProgress?.(uploaded, left));
    conditions.healed = true;
    for (const entry of list) for (const late of entry.changes.splice(0)) await change(uploader, entry, late);
    await untilIdle(site, (left) => onProgress?.(uploaded, left));
    const check = (): Promise<Violation[]> => violations(site, folder, list, expected);
    const total = (of: (entry: Entry) => number): number => list.reduce((sum, entry) => sum + of(entry), 0);
    return {
      entries: list,
      tally,
      violations: await check(),
      check,
      transformsPerUpload: total(({ reads }) => reads) / total((entry) => entry.uploads),
      leftovers: (await tags(site, `${site.config.prefixes.locks}${folder}/`)).size,
      seconds: (performance.now() - start) / 1000,
    };
  } finally {
    site.proxy.director = PEACE;
  }
}

interface Outage {
  readonly service: Service;
  readonly milliseconds: number;
}

/** The uploads after which a service answers only 503 for a while, for longer than the SDK retries. */
function outagesOf(seed: number, n: number): Map<number, Outage> {
  const roll = seededRandom('outages', seed);
  const count = Math.max(2, Math.round(n / 250));
  const services: readonly Service[] = ['s3', 'sns'];
  return new Map(
    Array.from({ length: count }, (_, index) => [
      Math.floor((n * (index + roll())) / count),
      { service: services[index % services.length] ?? 's3', milliseconds: 1500 + roll() * 1500 },
    ]),
  );
}

async function failFor({ out }: Conditions, { service, milliseconds }: Outage): Promise<void> {
  out.add(service);
  await sleep(milliseconds);
  out.delete(service);
}

async function sendCopies({ sqs, queue, bucket, config }: Site, { path, plan }: Entry): Promise<void> {
  for (const DelaySeconds of plan.copies) {
    const MessageBody = JSON.stringify(s3Event({ bucket, key: config.prefixes.originals + path }));
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody, DelaySeconds }));
  }
}
