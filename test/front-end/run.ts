/** `make apps`: builds the smallest app of each framework for the running demo, and tests it in Chromium. */
import { execa } from 'execa';

import { PROJECT } from '../../local/paths.ts';
import { APPS, buildApp, installApps } from './workspace.ts';

const timed = async (what: string, work: () => Promise<void>): Promise<void> => {
  const start = performance.now();
  await work();
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
};

await timed('install', installApps);
for (const app of APPS) await timed(`build ${app}`, () => buildApp(app));

const args = ['run', '--silent', 'jest', '--', '--selectProjects', 'front-end', '--runInBand'];
const { exitCode = 1 } = await execa('npm', args, { cwd: PROJECT, stdio: 'inherit', reject: false });
process.exitCode = exitCode;
