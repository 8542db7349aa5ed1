import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { LOCAL } from '../../local/paths.ts';
import { run } from '../../local/run.ts';
import { CORPUS, type Source } from './phones.ts';

type Commit = Pick<Source, 'repository' | 'commit'>;

/**
 * A file as it was at its commit, fetched from GitHub once, or from a folder with a checkout of each repository below its
 * owner and name.
 *
 * @throws Error if it can't be fetched, or has another digest.
 */
export async function fileOf(source: Source, folder: string | undefined): Promise<Buffer> {
  const file = path.join(await rootOf(source, [source.path], folder), source.path);
  const bytes = await readFile(file);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest === source.sha256) return bytes;
  throw new Error(
    `${file} has the SHA-256 ${digest}, but in ${source.repository} at ${source.commit} it has ${source.sha256}. ` +
      'Remove it, or check out that commit.',
  );
}

/** The files of libheif's corpus, by name. */
export async function corpusFiles(folder: string | undefined): Promise<{ name: string; bytes: Buffer }[]> {
  const root = path.join(await rootOf(CORPUS, [CORPUS.folder], folder), CORPUS.folder);
  const names = (await readdir(root)).sort();
  if (names.length !== CORPUS.files) {
    throw new Error(
      `${root} has ${names.length} files, but ${CORPUS.repository} at ${CORPUS.commit} has ${CORPUS.files}. ` +
        'Remove it, or check out that commit.',
    );
  }
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(path.join(root, name)) })));
}

async function rootOf({ repository, commit }: Commit, paths: readonly string[], folder: string | undefined) {
  if (folder !== undefined) return path.join(folder, repository);
  const root = path.join(LOCAL, 'heic', 'files', repository);
  const git = (...args: string[]): Promise<unknown> => run('git', args, { cwd: root });
  try {
    if (!(await exists(path.join(root, '.git', `complete-${commit}`)))) {
      await rm(root, { recursive: true, force: true });
      await mkdir(root, { recursive: true });
      await git('init', '--quiet');
      await git('remote', 'add', 'origin', `https://github.com/${repository}.git`);
      // Without the files: only those that are asked for are fetched.
      await git('fetch', '--quiet', '--depth', '1', '--filter=blob:none', 'origin', commit);
      await mkdir(path.join(root, '.git', `complete-${commit}`));
    }
    const missing = await Promise.all(paths.map(async (each) => !(await exists(path.join(root, each)))));
    if (missing.includes(true)) await git('checkout', '--quiet', commit, '--', ...paths);
  } catch (error) {
    throw new Error(
      `${repository} could not be fetched from GitHub, from which the photos come: they are not part of this project. ` +
        'Without access to GitHub, give a folder with a checkout of each repository below its owner and name: ' +
        `make heic SUITES=folder. (${error instanceof Error ? error.message : String(error)})`,
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
