import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { purgeMessage } from '../../handler/src/messages/purge.ts';
import { PEACE } from '../faults/support/proxy.ts';
import { seeds } from '../support/bombs/seeds.ts';
import { functionsOf, runtimeClient, unpackedZip } from './support/bundle.ts';
import { createSandbox, type Outcome, type Sandbox, type SandboxOptions } from './support/sandbox.ts';
import { queueEvent, type Site, startSite } from './support/site.ts';

interface Case {
  /** An event that causes a request to AWS. */
  readonly event: () => Promise<object>;
  /** The response on success. */
  readonly good: unknown;
  /** The outcome while AWS returns only 500. */
  readonly failed: unknown;
}

const urlEvent = (rawPath: string): object => ({
  version: '2.0',
  rawPath,
  rawQueryString: '',
  headers: { host: 'abc.lambda-url.us-east-1.on.aws' },
  requestContext: { http: { method: 'GET', path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1' } },
  isBase64Encoded: false,
});
const ITEM = { itemIdentifier: expect.any(String) };
/** The response of purge and sweep; only their logs show that they did their work. */
const NOTHING = { kind: 'answer', value: null };
const DONE = { kind: 'answer', value: { batchItemFailures: [] } };

const pictures = await seeds();
let site: Site;
let [client, task] = ['', ''];

const CASES: Readonly<Record<string, Case>> = {
  process: {
    event: async () => (await site.upload('every.png', pictures.png)).event,
    good: DONE,
    failed: { kind: 'answer', value: { batchItemFailures: [ITEM] } },
  },
  purge: {
    event: async () => {
      await site.send(site.queues.purge, purgeMessage('every.png'));
      return {};
    },
    good: NOTHING,
    failed: { kind: 'error', message: expect.any(String) },
  },
  render: {
    event: async () => {
      await site.upload('asked.png', pictures.png);
      return urlEvent('/asked.png/later');
    },
    good: { kind: 'answer', value: { statusCode: 200 } },
    failed: { kind: 'answer', value: { statusCode: 503 } },
  },
  sweep: {
    event: () => Promise.resolve(queueEvent(JSON.stringify({ sweep: 'start' }))),
    good: NOTHING,
    failed: { kind: 'error', message: expect.any(String) },
  },
};

/** The last line that a function logs in an invocation. */
const LAST_LINE: Readonly<Record<string, RegExp>> = {
  process: /"message":"ready"/,
  purge: /"message":"purged"/,
  render: /"status":200/,
  sweep: /"message":"sweep done"/,
};

const sandboxes: Sandbox[] = [];
const sandbox = async (name: string, more: Partial<SandboxOptions> = {}): Promise<Sandbox> => {
  const environment = site.environment();
  const made = await createSandbox({ client, task, handler: `${name}.handler`, environment, timeout: 120, ...more });
  sandboxes.push(made);
  return made;
};

beforeAll(async () => {
  [site, client, task] = await Promise.all([startSite(), runtimeClient(), unpackedZip()]);
}, 180_000);

afterAll(async () => {
  await Promise.all(sandboxes.map((each) => each.end()));
  await site.close();
});

test('is every function that the zip holds', async () => {
  expect(await functionsOf(task)).toEqual(Object.keys(CASES).sort());
});

describe.each(Object.keys(CASES))('%s, under AWS’s own runtime', (name) => {
  const { event, good, failed } = CASES[name] as Case;
  const last = LAST_LINE[name] as RegExp;

  test('responds after its work is done, and sends no request to AWS after that', async () => {
    const warm = await sandbox(name);
    for (let invocation = 0; invocation < 2; invocation++) {
      const before = warm.log().length;
      expect(await warm.invoke(await event())).toMatchObject(good as Outcome);
      expect(warm.log().slice(before)).toMatch(last);
      expect(await requestsAfter(warm)).toBe(0);
    }
  }, 120_000);

  test('responds even if nothing that it waits for keeps the event loop alive', async () => {
    const alone = await sandbox(name, { alone: true });
    site.proxy.director = { ...PEACE, before: () => sleep(150).then(() => null) };
    try {
      expect(await alone.invoke(await event())).toMatchObject(good as Outcome);
      expect(alone.log()).toMatch(last);
    } finally {
      site.proxy.director = PEACE;
    }
  }, 120_000);

  test('reports the failure, and nothing else, while AWS fails, and recovers afterwards', async () => {
    const unlucky = await sandbox(name);
    const given = await event();
    site.proxy.director = { ...PEACE, before: () => ({ kind: 'refuse', status: 500, after: false }) };
    try {
      expect(await unlucky.invoke(given)).toMatchObject(failed as Outcome);
    } finally {
      site.proxy.director = PEACE;
    }
    expect(await requestsAfter(unlucky)).toBe(0);
    expect(await unlucky.invoke(given)).toMatchObject(good as Outcome);
  }, 120_000);

  test('does not start with an invalid configuration, and lists every problem', async () => {
    const environment = site.environment({ bucket: 'Not A Bucket', timeout: 0, fallbacks: 1 });
    const outcome = await (await sandbox(name, { environment })).invoke({});
    expect(outcome).toMatchObject({ kind: 'init error', message: expect.stringContaining('3 problem(s)') });
    for (const setting of ['bucket: received "Not A Bucket"', 'timeout: received 0', 'fallbacks: no such setting']) {
      expect(outcome).toHaveProperty('message', expect.stringContaining(setting));
    }
  }, 120_000);

  test('continues after being frozen, during its work and between two invocations', async () => {
    const frozen = await sandbox(name);
    expect(await frozen.invoke(await event())).toMatchObject(good as Outcome);
    await frozen.idle();
    frozen.freeze();
    await sleep(6_500);
    frozen.thaw();
    const given = await event();
    const asked = nextRequest();
    const { outcome } = frozen.begin(given);
    await asked;
    frozen.freeze();
    await sleep(500);
    frozen.thaw();
    expect(await outcome).toMatchObject(good as Outcome);
  }, 120_000);
});

/** Number of requests from a function's response until half a second after it waits for its next event. */
async function requestsAfter(answered: Sandbox): Promise<number> {
  let requests = 0;
  site.proxy.director = {
    ...PEACE,
    before: () => {
      requests += 1;
      return null;
    },
  };
  await answered.idle();
  await sleep(500);
  site.proxy.director = PEACE;
  return requests;
}

/** Resolves at a function's next request to AWS. */
function nextRequest(): Promise<void> {
  return new Promise((resolve) => {
    site.proxy.director = {
      ...PEACE,
      before: () => {
        site.proxy.director = PEACE;
        resolve();
        return null;
      },
    };
  });
}
