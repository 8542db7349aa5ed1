import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';

import { cleanEnv } from '../../../local/clean-env.ts';
import { endpointOf, REGION } from '../../../local/emulator.ts';
import { testHome } from '../../../local/paths.ts';
import type { Verdict } from '../../../ops/doctor/check.ts';
import { type Examination, examine, type Report } from '../../../ops/doctor/examine.ts';
import { until } from '../../support/until.ts';
import { depth } from './queues.ts';
import { output, sqs, state } from './stack.ts';

/** As in stack.tfvars. */
const NEWEST_KEY = 'e2e-newest-key-0123456789abcdef0123';
export const RETIRED_KEY = 'e2e-retired-key-0123456789abcdef012';

/** The emulator's address for the SDK. */
const environment = {
  AWS_ENDPOINT_URL: endpointOf(state),
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: state.credentials?.accessKeyId ?? '',
  AWS_SECRET_ACCESS_KEY: state.credentials?.secretAccessKey ?? '',
};

/** A file as `terraform output -json` writes it. */
export function outputsFile(): string {
  const file = path.join(testHome().folder, 'outputs.json');
  const outputs = Object.entries(state.outputs ?? {}).map(([name, value]) => [name, { value }]);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(Object.fromEntries(outputs)));
  return file;
}

/** The doctor's options on this stack: with short waits, because the emulator is consistent and fast. */
const OPTIONS: Examination = {
  outputs: outputsFile(),
  connect: endpointOf(state),
  signingKey: NEWEST_KEY,
  interval: 0.1,
  patience: 20,
  limit: 100,
};

/** The equivalent command line. */
export const COMMAND = {
  args: ['--connect', endpointOf(state), '--interval', '0.1', '--patience', '20', '--json'],
  env: cleanEnv({ ...environment, DARKROOM_SIGNING_KEY: NEWEST_KEY }),
};

/** Examines the stack in this process. */
export function examineStack(options: Partial<Examination> = {}): Promise<Report> {
  Object.assign(process.env, environment);
  return ticking(() => examine({ ...OPTIONS, ...options }, new AbortController().signal));
}

export const idsOf = (report: Report, verdict: Verdict): string[] =>
  report.results.filter((result) => result.verdict === verdict).map(({ check }) => check.id);

/** Waits until nothing of earlier tests is on its way: the doctor says nothing of queues that others use. */
export async function settled(): Promise<void> {
  const urls = ['process_queue_url', 'sweep_queue_url', 'purge_ticks_queue_url'].map(output);
  await until('empty queues', async () => {
    const depths = await Promise.all(urls.map(depth));
    return depths.every(({ waiting, inFlight, delayed }) => waiting + inFlight + delayed === 0) ? true : null;
  });
}

const TICK_MS = 2000;

/** Runs work while ticks are sent more often than the schedule does, so that a test need not wait a minute. */
export async function ticking<T>(work: () => Promise<T>): Promise<T> {
  const QueueUrl = output('purge_ticks_queue_url');
  const timer = setInterval(() => {
    const MessageBody = randomUUID();
    // The number of ticks does not matter.
    void sqs.send(new SendMessageCommand({ QueueUrl, MessageGroupId: 'ticks', MessageBody })).catch(() => undefined);
  }, TICK_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
