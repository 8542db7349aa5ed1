import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const PROJECT = path.resolve(import.meta.dirname, '../../..');
const PAGES = globSync(
  ['*.md', 'docs/*.md', 'examples/*/README.md', 'bench/*.md', 'local/*.md', 'modules/*/README.md'],
  { cwd: PROJECT },
);

/** GitHub's anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const withoutCode = (text: string): string => text.replace(/^(```|~~~)[^]*?^\1/gm, '');

async function anchorsOf(file: string): Promise<string[]> {
  const text = withoutCode(await readFile(file, 'utf8'));
  const named = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, name = '']) => name);
  return [...named, ...[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))];
}

test.each(PAGES)('every link of %s leads to a file and a heading that exist', async (page) => {
  const text = withoutCode(await readFile(path.join(PROJECT, page), 'utf8')).replace(/`[^`\n]*`/g, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken: string[] = [];
  for (const link of links.filter((each) => !/^[a-z]+:/.test(each))) {
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path.join(PROJECT, page) : path.resolve(PROJECT, path.dirname(page), file);
    if (!existsSync(target)) broken.push(link);
    else if (anchor !== undefined && target.endsWith('.md') && !(await anchorsOf(target)).includes(anchor))
      broken.push(link);
  }
  expect(broken).toEqual([]);
});
