/** `make client`: checks the npm package, its adapters against the real frameworks, and the code of its pages. */
import path from 'node:path';
import { execa } from 'execa';

import { CONTRACTS, installFrameworks } from './workspace.ts';

const PROJECT = path.resolve(CONTRACTS, '../../..');

await installFrameworks();
const { exitCode = 1 } = await execa('npm', ['run', '--silent', 'jest', '--', '--selectProjects', 'client'], {
  cwd: PROJECT,
  stdio: 'inherit',
  reject: false,
});
process.exitCode = exitCode;
