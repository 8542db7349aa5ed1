import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';

import { MOST_MARK_PIXELS } from '../../../handler/src/image/limits-of-marks.ts';
import { OVERLAY_DEFAULTS, OVERLAY_NAME, OVERLAY_POSITIONS, overlaySchema } from '../../../handler/src/overlays.ts';
import { MOST_OVERLAY_BYTES, OVERLAYS_PREFIX } from '../../../handler/src/store/index.ts';
import { PROJECT } from '../../../local/paths.ts';
import { CommandFailed, run } from '../../../local/run.ts';
import { terraformBinary, terraformEnv } from '../../../local/terraform.ts';
import { readHcl } from '../../../scripts/terraform/module.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const read = (file: string) => readFile(path.join(PROJECT, file), 'utf8');

describe('overlays in Terraform and in the handler', () => {
  test('have the same options and defaults', async () => {
    const { locals } = (await readHcl(path.join(PROJECT, 'main.images.tf'))) as { locals: Record<string, unknown>[] };
    expect(locals.find((block) => 'overlay_defaults' in block)?.['overlay_defaults']).toEqual(OVERLAY_DEFAULTS);
    const written = [...(await read('variables.overlays.tf')).matchAll(/(\w+) += optional\(\w+, (.*)\)/g)];
    expect(Object.fromEntries(written.map(([, name, value = '']) => [name, JSON.parse(value) as unknown]))).toEqual(
      OVERLAY_DEFAULTS,
    );
    const options = Object.keys({ ...OVERLAY_DEFAULTS, sha256: '' });
    expect(Object.keys(overlaySchema.shape).sort()).toEqual(options.sort());
  });

  test('have the same names, positions, limits and place', async () => {
    const variables = await read('variables.overlays.tf');
    expect(variables).toContain(`regex("${OVERLAY_NAME.source}", name)`);
    expect(variables).toContain(`[${OVERLAY_POSITIONS.map((each) => `"${each}"`).join(', ')}], overlay.position`);
    expect(variables).toContain(`<= ${MOST_OVERLAY_BYTES}\n`);
    expect(variables).toContain(`<= ${MOST_MARK_PIXELS}, false`);
    expect(await read('main.overlays.tf')).toContain(`overlays_prefix = "${OVERLAYS_PREFIX}"`);
  });
});

describe('the file of an overlay', () => {
  let refused: string;
  beforeAll(async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, 'module'));
    await symlink(path.join(PROJECT, 'variables.overlays.tf'), path.join(folder, 'module', 'variables.tf'));
    const png = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 4, background: '#0000' } }).png({ compressionLevel: 9 });
    const whole = await png(2000, 2000).toBuffer();
    const padded = (bytes: number) => {
      // A chunk that no decoder needs, before the last one.
      const chunk = Buffer.alloc(bytes - whole.length);
      chunk.writeUInt32BE(chunk.length - 12);
      chunk.write('prVt', 4);
      return Buffer.concat([whole.subarray(0, -12), chunk, whole.subarray(-12)]);
    };
    const files = {
      most_pixels: whole,
      wide: await png(1, 3).toBuffer(),
      more_pixels: await png(2000, 2001).toBuffer(),
      // All three lengths of what base64 pads.
      ...Object.fromEntries([0, 1, 2].map((less) => [`most_bytes_${less}`, padded(MOST_OVERLAY_BYTES - less)])),
      more_bytes: padded(MOST_OVERLAY_BYTES + 1),
      cut: whole.subarray(0, -5),
      jpeg: await png(3, 3).jpeg().toBuffer(),
      empty: Buffer.alloc(0),
    };
    for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(folder, name), bytes);
    const overlays = Object.fromEntries(Object.keys(files).map((file) => [file.replaceAll('_', '-'), { file }]));
    await writeFile(
      path.join(folder, 'main.tf.json'),
      JSON.stringify({ module: { one: { source: './module', overlays } } }),
    );
    const options = { cwd: folder, env: await terraformEnv(path.join(folder, 'data')) };
    const terraform = await terraformBinary();
    await run(terraform, ['init', '-no-color'], options);
    refused = await run(terraform, ['plan', '-no-color'], options).catch((error: unknown) => {
      if (error instanceof CommandFailed) return error.output;
      throw error;
    });
  });

  test('is refused by the plan if it is too large or no whole PNG, by its name and what it is, and no other is', () => {
    const message = refused.replace(/[│\s]+/g, ' ');
    expect(/received: (.*)\. This was checked/.exec(message)?.[1]?.split('), ')).toEqual([
      expect.stringMatching(/^overlays\["cut"\]\.file = "cut" \(\d+ bytes, no whole PNG$/),
      'overlays["empty"].file = "empty" (0 bytes, no whole PNG',
      expect.stringMatching(/^overlays\["jpeg"\]\.file = "jpeg" \(\d+ bytes, no whole PNG$/),
      'overlays["more-bytes"].file = "more_bytes" (1048577 bytes, 2000 x 2000 pixels',
      expect.stringMatching(/^overlays\["more-pixels"\]\.file = "more_pixels" \(\d+ bytes, 2000 x 2001 pixels\)$/),
    ]);
    expect(refused.match(/Error: /g)).toHaveLength(1);
  });
});
