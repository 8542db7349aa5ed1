import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

import { PROJECT } from '../../local/paths.ts';
import { PYTHON } from '../../local/venv.ts';
import { state } from './support/stack.ts';

test('the emulator still has every gap that is closed around it', async () => {
  const server = path.join(PROJECT, 'local', 'emulator', 'serve.py');
  const { stdout } = await promisify(execFile)(PYTHON, [server, '--gaps']);
  expect(stdout.trim()).toBe('');
});

test('other machines cannot reach the emulator', async () => {
  const { networkInterfaces } = await import('node:os');
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const outer = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (outer === undefined) return;
  await expect(fetch(`http://${outer.address}:${state.port}/_ministack/health`)).rejects.toThrow('fetch failed');
});
