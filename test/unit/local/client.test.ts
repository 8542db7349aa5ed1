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

test('the demo writes what front ends need, with the CDN’s address on this machine', async () => {
  const home = { ...homeOf('unit'), folder: await temporaryFolder() };
  const file = await writeClient(home, STATE);
  expect(path.resolve(file ?? '')).toBe(path.join(home.folder, 'darkroom.json'));
  expect(JSON.parse(await readFile(file ?? '', 'utf8'))).toEqual({
    url: 'http://d1.cloudfront.localhost:4566',
    presets: {},
    manifests: true,
  });
});

test('of a stack without a CDN there is nothing to write', async () => {
  const home = { ...homeOf('unit'), folder: await temporaryFolder() };
  expect(await writeClient(home, { ...STATE, outputs: { cdn_domain_name: null, client: null } })).toBeNull();
});
