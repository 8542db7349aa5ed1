import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';

import { cpuOf } from '../../handler/src/image/guard/usage.ts';
import { listProcesses } from '../../local/processes.ts';
import { PEACE } from '../faults/support/proxy.ts';
import { assertPresent } from '../support/assert-present.ts';
import { avif } from '../support/bombs/avif.ts';
import { heif, overlayData } from '../support/bombs/heif.ts';
import { seeds } from '../support/bombs/seeds.ts';
import { preset } from '../support/images/presets.ts';
import { runtimeClient, unpackedZip } from './support/bundle.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from './support/sandbox.ts';
import { type Site, startSite } from './support/site.ts';

const ALL_DONE = { kind: 'answer', value: { batchItemFailures: [] } };
const COMES_BACK = { kind: 'answer', value: { batchItemFailures: [{ itemIdentifier: expect.any(String) }] } };
const rejected = (code: string) => ({ status: 'rejected', rejection: { code } });

const pictures = await seeds();
let site: Site;
let [client, task] = ['', ''];
const sandboxes: Sandbox[] = [];

/** `settings` are overrides of its configuration, `more` of its Lambda settings. */
const sandbox = async (settings: object = {}, more: Partial<SandboxOptions> = {}): Promise<Sandbox> => {
  const environment = site.environment(settings);
  const made = await createSandbox({ client, task, handler: 'process.handler', environment, timeout: 60, ...more });
  sandboxes.push(made);
  return made;
};

/** Milliseconds of CPU time, more than a worker needs to start. */
const BUSY_MS = 2_000;

/** The function's image worker, once it has used this many milliseconds of CPU time. */
const workerOf = async (one: Sandbox, busy = 0): Promise<number | undefined> => {
  const all = await listProcesses();
  const worker = all.find(({ group, command }) => group === one.pid() && command.includes('image-worker'));
  return worker && (cpuOf(worker.pid) ?? 0) >= busy ? worker.pid : undefined;
};

/** All processes of a sandbox's process group. */
const left = async (group: number): Promise<number[]> =>
  (await listProcesses()).filter((each) => each.group === group).map(({ pid }) => pid);

async function until<T>(look: () => Promise<T | undefined | null | false>): Promise<T> {
  for (const end = performance.now() + 60_000; performance.now() < end;) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    await sleep(20);
  }
  throw new Error('It never happened.');
}

/** Calls `act` when a function has requested the bytes of an original, before it receives them. */
function whenRead(act: () => Promise<void> | void): void {
  site.proxy.director = {
    ...PEACE,
    before: async ({ point }) => {
      if (point !== 'read') return null;
      await act();
      return null;
    },
  };
}

const EDGE = 3_000;
/** Many seconds of work for one CPU. */
const SLOW = preset(EDGE, EDGE, { formats: ['webp', 'avif'], fit: 'fill' });
const SLOW_PRESETS = { a: SLOW, b: { ...SLOW, position: 'top' }, c: { ...SLOW, position: 'left' } };

function slowPhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 50 } as const;
  return sharp({ create: { width: EDGE, height: EDGE, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer();
}

/** A layer of 64 pixels on a canvas of 36 million: half a gigabyte for 375 bytes. */
async function memoryBomb(): Promise<Buffer> {
  const grey = { create: { width: 64, height: 64, channels: 3, background: '#888' } } as const;
  const picture = await sharp(grey).avif({ effort: 0 }).toBuffer();
  const boxAt = (type: string): Buffer => {
    const at = picture.lastIndexOf(type) - 4;
    return picture.subarray(at, at + picture.readUInt32BE(at));
  };
  const layer = { type: 'av01', data: boxAt('mdat').subarray(8), size: [64, 64], properties: [boxAt('av1C')] } as const;
  return heif([{ type: 'iovl', data: overlayData(1, 6_000, 6_000), size: [6_000, 6_000], from: [2] }, layer]);
}

beforeAll(async () => {
  [site, client, task] = await Promise.all([startSite(), runtimeClient(), unpackedZip()]);
}, 180_000);

afterEach(() => {
  site.proxy.director = PEACE;
});

afterAll(async () => {
  await Promise.all(sandboxes.map((each) => each.end()));
  await site.close();
});

describe('an upload', () => {
  test('is acknowledged once its variants and its manifest exist', async () => {
    const { event, version } = await site.upload('good.jpg', pictures.jpeg);
    expect(await (await sandbox()).invoke(event)).toEqual(ALL_DONE);
    const manifest = await site.manifest('good.jpg');
    expect(manifest).toMatchObject({ status: 'ready', original: { version } });
    const names = manifest?.variants.map(({ name }) => name) ?? [];
    expect(names).toHaveLength(2);
    for (const name of names) expect(await site.exists(`variants/good.jpg/${name}`)).toBe(true);
  });

  test('is rejected if it exceeds the memory, and the next upload is processed', async () => {
    // A quarter of what the bomb needs, so that it exceeds the limit for long enough to be noticed on a busy machine.
    const small = await sandbox({ memory: 320 });
    const bomb = await site.upload('heavy.avif', await memoryBomb());
    expect(await small.invoke(bomb.event)).toEqual(ALL_DONE);
    expect(await site.manifest('heavy.avif')).toMatchObject(rejected('too_expensive'));
    await small.idle();
    small.freeze();
    const good = await site.upload('heavy.avif', pictures.avif);
    await sleep(1_000);
    small.thaw();
    expect(await small.invoke(good.event)).toEqual(ALL_DONE);
    await small.idle();
    await sleep(1_000);
    expect(await site.manifest('heavy.avif')).toMatchObject({ status: 'ready', original: { version: good.version } });
  }, 120_000);

  test('is rejected if it exceeds the time limit, or retried if the machine was too busy', async () => {
    const hasty = await sandbox({ timeout: 2, presets: SLOW_PRESETS });
    const { event } = await site.upload('slow.jpg', await slowPhoto());
    const outcome = await hasty.invoke(event);
    expect([ALL_DONE, COMES_BACK]).toContainEqual(outcome);
    const isBlamed = hasty.log().includes('more than 1.3 s');
    expect(outcome).toEqual(isBlamed ? ALL_DONE : COMES_BACK);
    expect(hasty.log()).toMatch(/more than 1\.3 s|not done after 1\.3 s/);
    if (isBlamed) expect(await site.manifest('slow.jpg')).toMatchObject(rejected('too_expensive'));
    else expect(await site.manifest('slow.jpg')).toBeNull();
  }, 120_000);

  test('is rejected immediately if a side exceeds what AV1 can represent', async () => {
    const { event } = await site.upload('long.avif', avif({ width: 1_333_333, height: 30 }));
    expect(await (await sandbox()).invoke(event)).toEqual(ALL_DONE);
    expect(await site.manifest('long.avif')).toMatchObject(rejected('too_many_pixels'));
  });
});

(process.platform === 'linux' ? test : test.skip)(
  'a good picture that there is no memory for is rejected as too expensive, and never as damaged',
  async () => {
    const create = { width: 4_000, height: 4_000, channels: 3, background: '#888' } as const;
    const { event } = await site.upload('large.avif', await sharp({ create }).avif({ effort: 0 }).toBuffer());
    const poor = await sandbox({}, { dataMb: 240 });
    expect(await poor.invoke(event)).toEqual(ALL_DONE);
    expect(await site.manifest('large.avif')).toMatchObject(rejected('too_expensive'));
    const { event: small } = await site.upload('small.avif', pictures.avif);
    expect(await poor.invoke(small)).toEqual(ALL_DONE);
    expect(await site.manifest('small.avif')).toMatchObject({ status: 'ready' });
  },
  120_000,
);

describe('a worker that is killed', () => {
  test('once during its work counts as an accident: another worker makes the variants', async () => {
    const { event } = await site.upload('accident.jpg', await slowPhoto());
    const one = await sandbox({ timeout: 600, presets: SLOW_PRESETS }, { timeout: 110 });
    const killing = until(() => workerOf(one, BUSY_MS)).then((worker) => process.kill(worker, 'SIGKILL'));
    expect(await one.invoke(event)).toEqual(ALL_DONE);
    expect(await killing).toBe(true);
    expect(await site.manifest('accident.jpg')).toMatchObject({ status: 'ready' });
  }, 120_000);

  test('twice during its work is attributed to the image', async () => {
    const { event } = await site.upload('deadly.jpg', await slowPhoto());
    const one = await sandbox({ timeout: 600, presets: SLOW_PRESETS }, { timeout: 110 });
    let kills = 0;
    const killing = (async () => {
      for (; kills < 2; kills++) process.kill(await until(() => workerOf(one, BUSY_MS)), 'SIGKILL');
    })();
    expect(await one.invoke(event)).toEqual(ALL_DONE);
    await killing;
    expect(await site.manifest('deadly.jpg')).toMatchObject(rejected('too_expensive'));
    expect(one.log()).toContain('crashed the decoder 2 times (SIGKILL)');
  }, 120_000);
});

describe('a function that is terminated during its work', () => {
  test.each([
    ['is killed', 'SIGKILL'],
    ['is told to stop', 'SIGTERM'],
  ] as const)(
    'because it %s acknowledges nothing, and leaves no process; the message makes it right',
    async (_how, signal) => {
      const path = `ended-${signal}.png`;
      const { event } = await site.upload(path, pictures.png);
      const one = await sandbox();
      let group = 0;
      whenRead(async () => {
        await until(() => workerOf(one));
        group = assertPresent(one.pid());
        one.signal(signal);
      });
      expect(await one.invoke(event)).toMatchObject({ kind: 'ended', signal });
      expect(await site.manifest(path)).toBeNull();
      await until(async () => (await left(group)).length === 0);
      site.proxy.director = PEACE;
      expect(await one.invoke(event)).toEqual(ALL_DONE);
      expect(await site.manifest(path)).toMatchObject({ status: 'ready' });
    },
    60_000,
  );

  test('by its timeout acknowledges nothing, and does not later overwrite newer results', async () => {
    const first = await site.upload('late.png', pictures.png);
    const one = await sandbox({}, { timeout: 4 });
    let group = 0;
    whenRead(async () => {
      group = assertPresent(one.pid());
      await sleep(6_000);
    });
    expect(await one.invoke(first.event)).toEqual({ kind: 'timed out' });
    expect(await left(group)).toEqual([]);
    site.proxy.director = PEACE;
    const second = await site.upload('late.png', pictures.jpeg);
    expect(await (await sandbox()).invoke(second.event)).toEqual(ALL_DONE);
    await sleep(3_000);
    expect(await site.manifest('late.png')).toMatchObject({ status: 'ready', original: { version: second.version } });
  }, 120_000);

  test('while idle, on request, exits together with its worker', async () => {
    const { event } = await site.upload('idle.png', pictures.png);
    const one = await sandbox();
    expect(await one.invoke(event)).toEqual(ALL_DONE);
    await one.idle();
    const group = assertPresent(one.pid());
    expect(await left(group)).toHaveLength(2);
    one.signal('SIGTERM');
    await until(async () => (await left(group)).length === 0);
  }, 120_000);
});
