import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { synthesise } from './synthesised.ts';

const run = promisify(execFile);
const initialise = resolve(import.meta.dirname, '../../../scripts/terraform-init');

test('terraform accepts the synthesised stack', async () => {
  const { folder } = await synthesise();
  const { TF_DATA_DIR: _, ...env } = process.env;
  await run(initialise, [folder], { env });
  const validate = await run(env['TERRAFORM'] ?? 'terraform', ['validate', '-json'], { cwd: folder, env });
  expect(JSON.parse(validate.stdout)).toMatchObject({ valid: true, error_count: 0 });
}, 120_000);
