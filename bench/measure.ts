import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';

import { NEGOTIATED_FORMATS } from '../handler/src/formats.ts';
import { MEASURED } from '../ops/cost/model.ts';
import { classic } from '../test/support/images/presets.ts';
import { judgeAims, type Rows } from './aims.ts';
import { coldImport } from './cold-import.ts';
import { compare, type Comparison } from './compare.ts';
import { costOfThousand } from './cost.ts';
import { unpackFunction } from './function.ts';
import { FUNCTION, functionEnvironment } from './function-config.ts';
import type { ImageMagick } from './imagemagick.ts';
import { describeMachine } from './machine.ts';
import { measureMemory } from './memory.ts';
import { loadPhotos, type Photo } from './photos.ts';
import type { Results } from './report.ts';
import { onTwoCores, type Times } from './two-cores.ts';
import { awsSample } from './ways/aws-sample.ts';
import { darkroom, guardedDarkroom } from './ways/darkroom.ts';
import { imagemagick } from './ways/imagemagick.ts';
import { startImgproxy } from './ways/imgproxy.ts';
import { limit } from './ways/limit.ts';
import { oneByOne } from './ways/one-by-one.ts';

const COLD_ROUNDS = 15;

export interface Measuring {
  readonly root: string;
  readonly imagemagick: ImageMagick;
  readonly photos: string | undefined;
  /** Its binary, if it is to be compared. */
  readonly imgproxy: string | undefined;
  readonly rounds: number;
  readonly progress: (text: string) => void;
}

function typicalMilliseconds(rows: readonly Comparison[]): number {
  const typical = rows.findLast(({ photo }) => photo.megapixels <= 10) ?? rows[0];
  return (typical?.times.get('e')?.median ?? 0) + MEASURED.waiting;
}

/** Times that another process measured, as those of these photos. */
function rowsOf(times: Times, photos: readonly Photo[]): Rows {
  const byName = new Map(times);
  return photos.map((photo) => ({ photo, times: new Map(byName.get(photo.name)) }));
}

/** Runs all measurements. */
export async function measure(options: Measuring): Promise<Results> {
  const { root, rounds } = options;
  const step = (name: string) => (text: string) => {
    options.progress(`${name}: ${text}`);
  };
  const machine = describeMachine(options.imagemagick.version);
  step('function')('building');
  const folder = join(root, '.local/bench/function');
  await unpackFunction(folder);

  // Otherwise libvips would reuse what another candidate has decoded.
  sharp.cache(false);
  step('photos')('loading or generating');
  const photos = await loadPhotos(options.photos);
  const guarded = guardedDarkroom(folder);
  const imgproxy = options.imgproxy === undefined ? null : await startImgproxy(options.imgproxy, photos);
  const others = imgproxy === null ? [] : [imgproxy.way];
  const own = [imagemagick(options.imagemagick), oneByOne, darkroom, limit, guarded.way];
  const ways = [...own, ...others];

  const close = [darkroom, limit, guarded.way];
  const jpeg = await compare(ways, photos, classic([]), { rounds, progress: step('JPEG'), close });
  const formats = classic([...NEGOTIATED_FORMATS]);
  const all = await compare(ways.slice(1), photos, formats, { rounds, progress: step('all formats'), close });
  const [large] = Object.entries(formats);
  if (large === undefined) throw new Error('There is no preset to make a single variant of.');
  const [name, preset] = large;
  const single = [oneByOne, darkroom, limit, ...others];
  const only = [`${name}~webp`];
  const webp = await compare(
    single,
    photos,
    { [name]: preset },
    { rounds, progress: step('single WebP'), close, only },
  );
  guarded.close();
  await imgproxy?.close();
  const both = await onTwoCores(cpus().length, { photos: options.photos, imgproxy: options.imgproxy, rounds, folder });
  const twoCores = both && { jpeg: rowsOf(both.jpeg, photos), all: rowsOf(both.all, photos) };

  const environment = functionEnvironment(formats);
  const cold = await coldImport(folder, environment, COLD_ROUNDS, step('cold import'));
  step('memory')('one new process per photo');
  const memory = await measureMemory(folder, photos, formats, environment);

  return {
    date: new Date().toISOString().slice(0, 10),
    // Without the folders of this machine.
    command: ['npm run bench --', ...process.argv.slice(2).map((each) => basename(each))].join(' ').replace(/ --$/, ''),
    machine: imgproxy === null ? machine : `${machine} · imgproxy ${imgproxy.version}`,
    ways: [...own, awsSample, ...others],
    jpeg,
    all,
    webp,
    twoCores,
    cold,
    memory,
    aims: judgeAims({ jpeg, all, webp, twoCores, cold, memory }),
    cost: costOfThousand(typicalMilliseconds(all), FUNCTION.memory, MEASURED.variants),
  };
}
