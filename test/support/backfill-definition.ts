import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { PROJECT } from '../../local/paths.ts';

const TEMPLATE = path.join(PROJECT, 'modules', 'backfill', 'definition.json.tftpl');

/** What modules/backfill gives its template, except for where the originals are and which function looks at them. */
const USUAL = {
  stack: 'gallery',
  partition: 'aws',
  batch_size: '10',
  max_concurrency: '3',
  tolerated_failure_percent: '0',
  results_prefix: 'backfill',
} as const;

type Settings = Readonly<Record<string, string>> & { bucket: string; prefix: string; function_arn: string };

/** The definition of the state machine of modules/backfill, but with waits of a second, and one repetition of what failed. */
export async function backfillDefinition(settings: Settings): Promise<string> {
  const values: Readonly<Record<string, string>> = { ...USUAL, results_bucket: settings.bucket, ...settings };
  return (await readFile(TEMPLATE, 'utf8'))
    .replace('"IntervalSeconds": 20', '"IntervalSeconds": 1')
    .replace('"MaxAttempts": 6', '"MaxAttempts": 1')
    .replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
