import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';

import { HIDDEN_TIMEOUTS } from '../../../handler/src/reconcile/delivery.ts';
import { PROJECT } from '../../../local/paths.ts';

const textOf = (module: string) => readFile(path.join(PROJECT, 'modules', module, 'main.tf'), 'utf8');

test('the process queue hides a message for as many timeouts of its function as process assumes', async () => {
  expect(await textOf('queue')).toContain(`: ${HIDDEN_TIMEOUTS} * var.function_timeout_seconds\n`);
  expect(await textOf('process')).not.toContain('visibility_timeout_seconds');
});
