import { beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';

import { temporaryFolder } from '../../../test/support/temporary.ts';
import { STACK } from '../../../test/unit/client/support.ts';
import { checkPages } from './pages.ts';
import { CONTRACTS, installClient, program } from './workspace.ts';

interface Image {
  src?: string;
  srcset?: string;
  sizes?: string;
  attributes?: Record<string, unknown>;
}
type Images = Record<'next' | 'nuxt' | 'astro' | 'unpic', Record<'fluid' | 'fixed', Image>>;

let archive = '';
let images: Images;

beforeAll(async () => {
  archive = await installClient(await temporaryFolder());
  const { stdout } = await execa(process.execPath, ['frameworks.mjs', JSON.stringify(STACK)], { cwd: CONTRACTS });
  images = JSON.parse(stdout) as Images;
}, 60_000);

describe('the package', () => {
  test('is as npm, Node and bundlers want it: publint has nothing to say', async () => {
    expect(await program('publint', ['run', archive, '--strict'])).toMatchObject({ exitCode: 0 });
  });

  test('has types that every way of resolving ES modules finds: are-the-types-wrong has nothing to say', async () => {
    const { exitCode, all } = await program('attw', [archive, '--profile', 'esm-only', '--no-color', '--no-emoji']);
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, '']);
  });
});

const WIDTHS = [400, 800, 1600].map(
  (width) => `https://images.example/${width}x${(width * 3) / 4}/a%20b.jpg ${width}w`,
);

describe.each(['next', 'nuxt', 'astro', 'unpic'] as const)('%s', (name) => {
  test('offers each preset of the shape once, under its own width', () => {
    const { srcset = '', sizes, src } = images[name].fluid;
    expect(srcset.split(/,\s*/)).toEqual(WIDTHS);
    // unpic leaves it out: a browser's default is the same.
    expect(sizes ?? '100vw').toContain('100vw');
    expect(src).toMatch(/\/(800x600|1600x1200)\/a%20b\.jpg$/);
  });

  test('of one size, labels nothing as wider or denser than it is', () => {
    const { src, srcset } = images[name].fixed;
    expect(src).toMatch(/^https:\/\/images\.example\/(400x300|800x600|1600x1200)\/a%20b\.jpg$/);
    for (const source of srcset?.split(/,\s*/).filter(Boolean) ?? []) {
      const [, width = '', label = '', unit] = /\/(\d+)x\d+\/\S+ (\d+)([wx])$/.exec(source) ?? [];
      expect(Number(width)).toBe(unit === 'w' ? Number(label) : Number(label) * 400);
    }
  });
});

test('Astro’s other properties become attributes', () => {
  expect(images.astro.fluid.attributes).toMatchObject({ alt: '', width: 800, height: 600, loading: 'lazy' });
});

test('the code in docs/front-end compiles against the frameworks’ own types', async () => {
  const { blocks, problems } = await checkPages();
  expect(problems).toEqual([]);
  expect(blocks).toBeGreaterThan(15);
}, 60_000);
