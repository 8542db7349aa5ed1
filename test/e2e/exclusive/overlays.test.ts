import { createHash } from 'node:crypto';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, expect, test } from '@jest/globals';
import sharp from 'sharp';

import { picture } from '../../support/images/pictures.ts';
import { changeConfig, type Mend } from '../support/doctor-faults.ts';
import { processed, read, remove, timesWritten } from '../support/objects.ts';
import { drained } from '../support/queues.ts';
import { bucket, output, s3 } from '../support/stack.ts';

const PATH = 'overlays/photo.jpg';
const COLOURS = { red: '#e01010', green: '#10e010' } as const;
type Colour = keyof typeof COLOURS;

const markOf = (colour: Colour): Promise<Buffer> =>
  sharp({ create: { width: 60, height: 60, channels: 3, background: COLOURS[colour] } })
    .png()
    .toBuffer();
const keyOf = (mark: Buffer): string => `overlays/${createHash('sha256').update(mark).digest('hex')}.png`;

/** Gives process a preset that carries this mark, and one that carries none. */
async function carrying(mark: Buffer): Promise<Mend> {
  await drained();
  return changeConfig(output('process_function_name'), (config) => {
    const sha256 = keyOf(mark).slice('overlays/'.length, -'.png'.length);
    const small = { width: 200, height: 150, formats: [] };
    const presets = { bare: small, marked: { ...small, overlay: 'badge' } };
    return JSON.stringify({ ...(JSON.parse(config) as object), presets, overlays: { badge: { sha256, margin: 0 } } });
  });
}

/** What a variant has in the corner of the mark. */
async function cornerOf(name: string): Promise<string> {
  const stored = await read(`variants/${PATH}/${name}`);
  const pixel = { left: 196, top: 146, width: 1, height: 1 };
  const [red = 0, green = 0, blue = 0] = await sharp(stored?.bytes).extract(pixel).removeAlpha().raw().toBuffer();
  return Math.max(red, green) - blue < 100 ? 'none' : red > green ? 'red' : 'green';
}

const mends: Mend[] = [];
afterAll(async () => {
  await remove(PATH);
  await drained();
  for (const mend of mends.reverse()) await mend();
  for (const colour of ['red', 'green'] as const) {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(await markOf(colour)) }));
  }
});

test('an upload’s variants carry their mark, and once another one is in its place, only those are made again', async () => {
  const [red, green] = [await markOf('red'), await markOf('green')];
  for (const mark of [red, green])
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(mark), Body: mark }));
  const photo = await picture(800, 600).greyscale().jpeg().toBuffer();

  mends.push(await carrying(red));
  await processed(PATH, photo);
  expect([await cornerOf('bare'), await cornerOf('marked')]).toEqual(['none', 'red']);

  mends.push(await carrying(green));
  await processed(PATH, photo);
  expect([await cornerOf('bare'), await cornerOf('marked')]).toEqual(['none', 'green']);
  expect(await timesWritten(PATH)).toEqual({ bare: 1, marked: 2 });
});
