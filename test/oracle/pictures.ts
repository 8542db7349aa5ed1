import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { LOCAL } from '../../local/paths.ts';
import { fetchedFromGitHub } from '../support/github.ts';
import { type Suite, SUITES } from './suites.ts';

const FETCHED = path.join(LOCAL, 'oracle', 'suites');

const PICTURE = /\.(png|apng|jpe?g|gif|tiff?|webp|avif)$/i;

/** Larger pictures would add time, but no kinds. */
const MOST_BYTES = 1_000_000;

/** A picture of a suite. */
export interface Picture {
  /** Owner and name of the repository, and the path in it. */
  readonly name: string;
  readonly file: string;
}

/**
 * The pictures of all suites, fetched from GitHub once, or from a folder with a checkout of each below its owner and
 * name.
 *
 * @throws Error if a suite can't be fetched, or holds other pictures than the commit does.
 */
export async function suitePictures(folder: string | undefined): Promise<Picture[]> {
  const all: Picture[] = [];
  for (const suite of SUITES) {
    const root =
      folder === undefined
        ? await fetchedFromGitHub(suite, { folder: FETCHED, what: 'pictures', target: 'oracle' })
        : path.join(folder, suite.repository);
    const pictures = await picturesIn(suite, root);
    const digest = await digestOf(pictures);
    if (digest !== suite.digest) {
      throw new Error(
        `${root} holds other pictures than ${suite.repository} at ${suite.commit}: ${pictures.length} with the ` +
          `digest ${digest} instead of ${suite.digest}. Remove the folder, or check out that commit.`,
      );
    }
    all.push(...pictures);
  }
  return all;
}

async function picturesIn({ repository, folders }: Suite, root: string): Promise<Picture[]> {
  const names = await readdir(root, { recursive: true });
  const wanted = names
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => PICTURE.test(name) && !name.startsWith('.git/'))
    .filter((name) => folders.length === 0 || folders.some((folder) => name.startsWith(`${folder}/`)))
    .sort();
  const pictures: Picture[] = [];
  for (const name of wanted) {
    const file = path.join(root, name);
    const found = await lstat(file);
    if (found.isFile() && found.size <= MOST_BYTES) pictures.push({ name: `${repository}/${name}`, file });
  }
  return pictures;
}

async function digestOf(pictures: readonly Picture[]): Promise<string> {
  const all = createHash('sha256');
  for (const { name, file } of pictures) {
    all.update(
      `${createHash('sha256')
        .update(await readFile(file))
        .digest('hex')}  ${name}\n`,
    );
  }
  return all.digest('hex').slice(0, 32);
}
