#!/usr/bin/env node
/**
 * `darkroom`, as npm installs it. The commands are TypeScript, which Node runs from 22.18 on: an older one hands over to
 * the Node among this project's packages.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const main = path.join(import.meta.dirname, 'main.ts');
const own = path.join(import.meta.dirname, '..', 'node_modules', '.bin', 'node');

if (process.features.typescript) {
  await import(main);
} else if (existsSync(own) && process.env.DARKROOM_NODE === undefined) {
  const env = { ...process.env, DARKROOM_NODE: process.version };
  const args = ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)];
  const child = spawn(own, args, { stdio: 'inherit', env });
  // A terminal sends Ctrl-C to both, so it is not passed on; this one waits for what the other makes of it.
  process.on('SIGINT', () => undefined);
  for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  child.on('exit', (code) => process.exit(code ?? 1));
} else {
  console.error(
    `darkroom needs Node 22.18 or newer, or the packages of this project (make setup); this is ${process.version}.`,
  );
  process.exitCode = 2;
}
