import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import getPort from 'get-port';

import { answersAt } from '../../local/detached.ts';
import { until } from '../../test/support/until.ts';
import type { Photo } from '../photos.ts';
import { encoders } from './encode.ts';
import { type Size, sizes, type Way } from './way.ts';

/** The other candidates' encoder settings, as far as imgproxy has them: its AVIF has 8 bits. */
const SETTINGS = {
  IMGPROXY_FORMAT_QUALITY: 'jpeg=80,webp=84,avif=64',
  IMGPROXY_JPEG_PROGRESSIVE: 'true',
  IMGPROXY_WEBP_EFFORT: '4',
  // In libheif's counting, sharp's effort of 2.
  IMGPROXY_AVIF_SPEED: '7',
  IMGPROXY_LOG_LEVEL: 'error',
};

const READY_WITHIN_MS = 10_000;

/**
 * imgproxy, which makes each variant from the original when it is requested; here all of them at once, as a page requests
 * them, with the original in a local folder. It answers on the same cores as the rest.
 *
 * @param program the binary, for which `IMGPROXY` of `make bench` is the setting
 * @throws if it cannot be started, or answers with anything but an image
 */
export async function startImgproxy(
  program: string,
  photos: readonly Photo[],
): Promise<{ way: Way; version: string; close: () => Promise<void> }> {
  const { stdout: version } = await execa(program, ['version']);
  const folder = await mkdtemp(path.join(tmpdir(), 'darkroom-imgproxy-'));
  const names = new Map(photos.map(({ bytes }, index) => [bytes, `${index}.jpg`]));
  await Promise.all([...names].map(([bytes, name]) => writeFile(path.join(folder, name), bytes)));
  const address = `127.0.0.1:${await getPort({ host: '127.0.0.1' })}`;
  const server = execa(program, [], {
    env: {
      ...SETTINGS,
      IMGPROXY_BIND: address,
      IMGPROXY_LOCAL_FILESYSTEM_ROOT: folder,
      // sharp's libvips sets it for itself; another libvips would look there for its modules, of which AVIF can be one.
      VIPSHOME: undefined,
    },
    reject: false,
    stdout: 'ignore',
  });
  const close = async (): Promise<void> => {
    server.kill();
    await server;
    await rm(folder, { recursive: true });
  };
  const ended = server.then(({ stderr, shortMessage }): never => {
    throw new Error(
      `imgproxy ended: ${stderr || (shortMessage ?? 'it exited at once')}. IMGPROXY must be a binary that runs here: ${program}`,
    );
  });
  // Of interest only to whoever waits for it.
  ended.catch(() => undefined);
  try {
    const healthy = async () => (await answersAt(`http://${address}/health`, READY_WITHIN_MS)) || null;
    await Promise.race([until('imgproxy to answer', healthy, READY_WITHIN_MS), ended]);
  } catch (error) {
    await close();
    throw error;
  }
  const get = async (
    name: string,
    { width, height }: Pick<Size, 'width' | 'height'>,
    format: string,
  ): Promise<Uint8Array> => {
    const url = `http://${address}/unsafe/rs:fill:${width}:${height}/plain/local:///${name}@${format}`;
    const response = await fetch(url);
    if (!response.ok) throw new Error(`imgproxy answered ${response.status} for ${url}: ${await response.text()}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const way: Way = {
    letter: 'g',
    title: 'imgproxy, one request per variant, all at once',
    run: async (photo, presets, only) => {
      const file = names.get(photo);
      if (file === undefined) throw new Error('imgproxy was started without this photo.');
      return Promise.all(
        sizes(presets).flatMap((size) =>
          encoders(size, only).map(async ({ name, format }) => ({ name, bytes: await get(file, size, format) })),
        ),
      );
    },
  };
  return { way, version, close };
}
