/** `make client`: checks the npm package, its adapters against the real frameworks, and the code of its pages. */
import path from 'node:path';
import { execa } from 'execa';

import { CONTRACTS, installFrameworks } from './workspace.ts';

const PROJECT = path.resolve(CONTRACTS, '../../..');

await installFrameworks();
const jest = ['--experimental-vm-modules', path.join(PROJECT, 'node_modules/jest/bin/jest.js')];
const { exitCode = 1 } = await execa(process.execPath, [...process.execArgv, ...jest, '--selectProjects', 'client'], {
  cwd: PROJECT,
  stdio: 'inherit',
  reject: false,
});
process.exitCode = exitCode;
