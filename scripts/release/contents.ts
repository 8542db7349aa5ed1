import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

import type { Entry } from '../../handler/build/zip.ts';
import { PROJECT } from '../../local/paths.ts';

/** What users of the module need of the repository, by the beginnings of paths: no sources, no tests. */
const INCLUDED = [
  /^[^/]+\.tf$/,
  /^modules\//,
  /^examples\//,
  /^docs\//,
  /^(README|CHANGELOG|SECURITY)\.md$/,
  /^LICENSE$/,
];
const EXCLUDED = [/\/tests\//, /^examples\/cdktf\/test\//];

/** Files under version control that are part of a release, as they are in the working tree. */
export async function moduleEntries(): Promise<Entry[]> {
  const { stdout } = await execa('git', ['ls-files', '-z'], { cwd: PROJECT });
  const files = stdout.split('\0').filter((file) => INCLUDED.some((pattern) => pattern.test(file)));
  const kept = files.filter((file) => !EXCLUDED.some((pattern) => pattern.test(file)));
  return Promise.all(
    kept.map(async (name) => {
      const file = path.join(PROJECT, name);
      if (!(await lstat(file)).isFile()) throw new Error(`${name} is not a file: a release holds files only.`);
      return { name, bytes: await readFile(file) };
    }),
  );
}
