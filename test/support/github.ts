import { access, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';

import { run } from '../../local/run.ts';

export interface Commit {
  /** Owner and name. */
  readonly repository: string;
  readonly commit: string;
}

interface Wanted {
  /** Where what is fetched is kept, below the repository's owner and name. */
  readonly folder: string;
  /** Files or folders, of which alone the content is fetched; everything if absent. */
  readonly paths?: readonly string[];
  /** What comes from there, for the error. */
  readonly what: string;
  /** The make target, for the error: it takes SUITES. */
  readonly target: string;
}

/**
 * The root of a repository as it was at a commit, fetched from GitHub once.
 *
 * @throws Error if it can't be fetched
 */
export async function fetchedFromGitHub({ repository, commit }: Commit, wanted: Wanted): Promise<string> {
  const { folder, paths, what, target } = wanted;
  const root = path.join(folder, repository);
  const stamp = path.join(root, '.git', `complete-${commit}`);
  const git = (...args: string[]): Promise<unknown> => run('git', args, { cwd: root });
  try {
    if (!(await exists(stamp))) {
      await rm(root, { recursive: true, force: true });
      await mkdir(root, { recursive: true });
      await git('init', '--quiet');
      await git('remote', 'add', 'origin', `https://github.com/${repository}.git`);
      const content = paths === undefined ? [] : ['--filter=blob:none'];
      await git('fetch', '--quiet', '--depth', '1', ...content, 'origin', commit);
      if (paths === undefined) await git('checkout', '--quiet', 'FETCH_HEAD');
      await mkdir(stamp);
    }
    const isThere = await Promise.all((paths ?? []).map((each) => exists(path.join(root, each))));
    if (paths !== undefined && isThere.includes(false)) await git('checkout', '--quiet', commit, '--', ...paths);
  } catch (error) {
    throw new Error(
      `${repository} could not be fetched from GitHub, from which the ${what} come: they are not part of this project. ` +
        'Without access to GitHub, give a folder with a checkout of each repository below its owner and name: ' +
        `make ${target} SUITES=folder. (${error instanceof Error ? error.message : String(error)})`,
      { cause: error },
    );
  }
  return root;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
