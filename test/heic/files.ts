import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { LOCAL } from '../../local/paths.ts';
import { type Commit, fetchedFromGitHub } from '../support/github.ts';
import { CORPUS, type Source } from './phones.ts';

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

const rootOf = async (commit: Commit, paths: readonly string[], folder: string | undefined): Promise<string> =>
  folder === undefined
    ? fetchedFromGitHub(commit, { folder: path.join(LOCAL, 'heic', 'files'), paths, what: 'photos', target: 'heic' })
    : path.join(folder, commit.repository);
