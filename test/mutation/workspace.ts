import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { cleanEnv } from '../../local/clean-env.ts';
import { LOCAL, PROJECT } from '../../local/paths.ts';
import { CommandFailed, run } from '../../local/run.ts';

export interface Workspace {
  /** Whether the tests fail; the patterns match test files. */
  readonly notices: (patterns: readonly string[], seconds: number) => Promise<boolean>;
  readonly write: (file: string, code: string) => Promise<void>;
}

/** A copy of the project in which one file at a time is mutated. */
export async function createWorkspace(name: string): Promise<Workspace> {
  const folder = path.join(LOCAL, 'mutation', name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const file of await projectFiles()) await cp(path.join(PROJECT, file), path.join(folder, file));
  await symlink(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
  const program = path.join('node_modules', 'jest', 'bin', 'jest.js');
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', program];
  return {
    notices: async (patterns, seconds) => {
      const args = ['--selectProjects', 'unit', '--runInBand', '--bail', '--silent', '--forceExit', ...patterns];
      try {
        // `timeout` kills infinite loops, which the process itself cannot end.
        await run('timeout', ['-s', 'KILL', String(seconds), 'node', ...node, ...args], {
          cwd: folder,
          env: cleanEnv(),
        });
        return false;
      } catch (error) {
        if (error instanceof CommandFailed) return true;
        throw error;
      }
    },
    write: async (file, code) => {
      await writeFile(path.join(folder, file), code);
    },
  };
}

/** Whatever a test may read: all files that are committed or could be, relative to the project's root. */
async function projectFiles(): Promise<string[]> {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: PROJECT,
  });
  return listed.split('\0').filter((file) => file !== '' && existsSync(path.join(PROJECT, file)));
}
