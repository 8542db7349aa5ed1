import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';

import { writeClient } from '../../../local/demo/client.ts';
import { homeOf } from '../../../local/paths.ts';
import type { State } from '../../../local/state.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const STATE: State = {
  pid: 1,
  port: 4566,
  credentials: null,
  version: 'v',
  applying: null,
  outputs: {
    cdn_domain_name: 'd1.cloudfront.net',
    client: { url: 'https://d1.cloudfront.net', presets: {}, manifests: true },
  },
};

test('the demo writes what front ends need, with an address of the CDN that Node resolves too', async () => {
  const home = { ...homeOf('unit'), folder: await temporaryFolder() };
  const file = await writeClient(home, STATE, 8080);
  expect(path.resolve(file ?? '')).toBe(path.join(home.folder, 'darkroom.json'));
  expect(JSON.parse(await readFile(file ?? '', 'utf8'))).toEqual({
    url: 'http://127.0.0.1:8080/images',
    presets: {},
    manifests: true,
  });
});

test('of a stack without a CDN there is nothing to write', async () => {
  const home = { ...homeOf('unit'), folder: await temporaryFolder() };
  expect(await writeClient(home, { ...STATE, outputs: { cdn_domain_name: null, client: null } }, 8080)).toBeNull();
});
