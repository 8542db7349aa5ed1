/** Started by two-cores.ts, with its options as JSON; prints an OnTwoCores as JSON. */
import sharp from 'sharp';

import { NEGOTIATED_FORMATS } from '../handler/src/formats.ts';
import { classic } from '../test/support/images/presets.ts';
import { compare, type Comparison } from './compare.ts';
import { loadPhotos } from './photos.ts';
import type { OnTwoCores, Times, TwoCoreOptions } from './two-cores.ts';
import { awsSample } from './ways/aws-sample.ts';
import { darkroom, guardedDarkroom } from './ways/darkroom.ts';
import { startImgproxy } from './ways/imgproxy.ts';
import { limit } from './ways/limit.ts';

const { photos: source, imgproxy: program, rounds, folder } = JSON.parse(process.argv[2] ?? '') as TwoCoreOptions;
sharp.cache(false);
const photos = await loadPhotos(source);
const guarded = guardedDarkroom(folder);
const imgproxy = program === undefined ? null : await startImgproxy(program, photos);
const ways = [darkroom, limit, guarded.way, awsSample, ...(imgproxy === null ? [] : [imgproxy.way])];
const step = (name: string) => (text: string) => {
  console.error(`${name} on two cores: ${text}`);
};

const timesOf = (rows: readonly Comparison[]): Times => rows.map(({ photo, times }) => [photo.name, [...times]]);
const result: OnTwoCores = {
  jpeg: timesOf(await compare(ways, photos, classic([]), { rounds, progress: step('JPEG') })),
  all: timesOf(
    await compare(ways, photos, classic([...NEGOTIATED_FORMATS]), { rounds, progress: step('all formats') }),
  ),
};
guarded.close();
await imgproxy?.close();
console.log(JSON.stringify(result));
