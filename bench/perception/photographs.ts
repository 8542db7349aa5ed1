import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import sharp from 'sharp';

import type { Raster } from '../../handler/src/image/raster.ts';

/** A photograph as a site shows it: at most 480 × 360, opaque. */
export interface Photograph {
  readonly name: string;
  readonly raster: Raster;
}

interface Source {
  readonly package: string;
  /** As the registry states it: the same bytes for everybody. */
  readonly integrity: string;
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * Website templates whose photographs anybody can fetch from npm, under the MIT licence: landscapes, cities, people, objects,
 * night, fog and black and white. None of them was used to fit handler/src/image/encode/quality-offset.ts.
 */
const SOURCES: readonly Source[] = [
  {
    package: 'paper-kit-2@2.1.0',
    integrity: 'sha512-IRlEBivZes8PhGWWYQDSn5Z20xIXC+20q5JLkKLG9N40ZmHsKgDBJ8dq7P7SEw+dBAVKQ6GrRvXnDYJiT5YBNQ==',
    folder: 'assets/img',
    files: [
      'antoine-barres.jpg',
      'bruno-abatti.jpg',
      'daniel-olahh.jpg',
      'daniel-olahs.jpg',
      'fabio-mangione.jpg',
      'federico-beccari.jpg',
      'ilya-yakover.jpg',
      'joshua-stannard.jpg',
      'login-image.jpg',
      'soroush-karimi.jpg',
      'uriel-soberanes.jpg',
    ],
  },
  {
    package: 'startbootstrap-agency@7.0.12',
    integrity: 'sha512-VpdOVgqYq+Yomt72/gZueBuB99wWyqL1rvqaGaqRwHtDMJlXSf9eGfisyQXPx7//z3dnlGHIMzIk2I8CCmtXOQ==',
    folder: 'dist/assets/img',
    files: ['header-bg.jpg'],
  },
  {
    package: 'startbootstrap-clean-blog@6.0.9',
    integrity: 'sha512-xbbvk1j++rQjXajEju4TbEs862Fd5nGn/LWQIPIl0ColRSCQwO2uNLQe4u43nB5o4bXEg4IsI9QzfEpNM/kVcQ==',
    folder: 'dist/assets/img',
    files: ['about-bg.jpg', 'contact-bg.jpg', 'home-bg.jpg', 'post-bg.jpg'],
  },
  {
    package: 'startbootstrap-grayscale@7.0.6',
    integrity: 'sha512-E1bKuLgDPQmPase6PYsgLgsuCagZKYBd80H4okhR6/a3JW83nWJkMgG4WZ+db9RrNHxmVMCLxt40CBCd9Yd25A==',
    folder: 'dist/assets/img',
    files: ['bg-masthead.jpg', 'bg-signup.jpg'],
  },
  {
    package: 'startbootstrap-landing-page@6.0.6',
    integrity: 'sha512-fS0Z6kV1HDWba4S1YLP+oKkqLkOUFx9FGsCx7W/svXqxilqzjw6gz6LLY22ZNr0UH0tAI5y6S5e2iad0Ux2DZA==',
    folder: 'dist/assets/img',
    files: ['bg-masthead.jpg', 'bg-showcase-1.jpg', 'bg-showcase-2.jpg'],
  },
  {
    package: 'startbootstrap-stylish-portfolio@6.0.6',
    integrity: 'sha512-SMYUvwVUme015DgN8iG0M3FJ1Zj2xknNDo92JX5yZaNM782Dk3pYWaoP8Ofy7LLeE/1dOOZ3/mf8PjcOBPRG8Q==',
    folder: 'dist/assets/img',
    files: ['bg-callout.jpg', 'bg-masthead.jpg', 'portfolio-3.jpg'],
  },
];

/**
 * Fetches what is not in `folder` yet.
 * @throws Error if the registry has other bytes than those that the figures were measured on
 */
export async function loadPhotographs(folder: string): Promise<Photograph[]> {
  const photographs: Photograph[] = [];
  for (const source of SOURCES) {
    const unpacked = await unpack(source, folder);
    for (const file of source.files) {
      const bytes = await readFile(join(unpacked, 'package', source.folder, file));
      const name = `${source.package.split('@')[0] ?? ''}/${file}`;
      photographs.push({ name, raster: await reduced(bytes) });
    }
  }
  return photographs;
}

async function unpack({ package: name, integrity }: Source, folder: string): Promise<string> {
  const unpacked = join(folder, name);
  await mkdir(unpacked, { recursive: true });
  const { stdout } = await execa('npm', ['pack', name, '--json', '--pack-destination', unpacked]);
  const [packed] = JSON.parse(stdout) as { filename: string; integrity: string }[];
  if (packed?.integrity !== integrity) {
    throw new Error(
      `${name} has the integrity ${packed?.integrity ?? 'unknown'}, but the figures are of ${integrity}.`,
    );
  }
  await execa('tar', ['-xzf', join(unpacked, packed.filename), '-C', unpacked]);
  return unpacked;
}

async function reduced(bytes: Uint8Array): Promise<Raster> {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .resize(480, 360, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3, frames: 1 };
}
