import { costOf, MEASURED, totalOf, usageOf } from '../../ops/cost/model.ts';
import { pricesOf, REFERENCE } from '../../ops/cost/prices.ts';
import { table as markdownTable } from '../table.ts';
import type { Used } from './meter.ts';

/** A backfill that has ended. */
export interface Measured {
  readonly what: string;
  readonly originals: number;
  /** Variants that it made of each. */
  readonly variants: number;
  readonly seconds: number;
  readonly used: Used;
}

/** Actions by what S3 charges for a request; DELETE costs nothing. */
const PUT_OR_LIST = ['s3:PutObject', 's3:ListBucket', 's3:ListBucketVersions'];
const GET = ['s3:GetObject', 's3:GetObjectVersion'];
/** What Lambda asks of SQS for each message by itself: to receive it, and to delete it. */
const SQS_OF_TRIGGER = 2;

const each = ({ originals }: Measured, count: number): number => count / originals;
const counted = (measured: Measured, actions: readonly string[]): number =>
  each(
    measured,
    actions.reduce((sum, action) => sum + (measured.used.requests[action] ?? 0), 0),
  );

/** USD of a thousand originals on AWS: the requests as they were counted, and the CPU time besides an estimate of waiting for S3. */
function dollarsOfThousand(measured: Measured): number {
  const sqs = Object.keys(measured.used.requests).filter((action) => action.startsWith('sqs:'));
  const requests = {
    s3PutOrList: counted(measured, PUT_OR_LIST),
    s3Get: counted(measured, GET),
    snsPublishes: counted(measured, ['sns:Publish']),
    sqsRequests: SQS_OF_TRIGGER + counted(measured, sqs),
  };
  const milliseconds = MEASURED.waiting + each(measured, measured.used.functionsCpu);
  const usage = usageOf(1000, requests, { milliseconds, memory: MEASURED.memory, architecture: 'arm64' });
  return totalOf(costOf(usage, pricesOf(REFERENCE).prices));
}

export function table(all: readonly Measured[]): string {
  const rows: [string, (measured: Measured) => string][] = [
    ['variants made of each', ({ variants }) => String(variants)],
    ['minutes', ({ seconds }) => (seconds / 60).toFixed(1)],
    ['originals an hour', ({ originals, seconds }) => whole((originals / seconds) * 3600)],
    ['CPU ms an original, functions', (one) => each(one, one.used.functionsCpu).toFixed(1)],
    ['CPU ms an original, emulator', (one) => each(one, one.used.emulatorCpu).toFixed(1)],
    ['PUT and LIST an original', (one) => counted(one, PUT_OR_LIST).toFixed(2)],
    ['GET and HEAD an original', (one) => counted(one, GET).toFixed(2)],
    ['USD a thousand originals', (one) => dollarsOfThousand(one).toFixed(3)],
    ['originals a dollar', (one) => whole(1000 / dollarsOfThousand(one))],
  ];
  return markdownTable(
    ['', ...all.map(({ what }) => what)],
    rows.map(([name, of]) => [name, ...all.map(of)]),
  );
}

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
