import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';

import { bundleEdge } from '../../../edge/bundle.ts';
import { projectVersion, versionEntry } from '../../../handler/build/version.ts';

const VERSION = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

test('Terraform, the zip and the viewer function name the version that package.json has', async () => {
  const version = await projectVersion();
  const terraform = /^\s*version\s*=\s*"([^"]*)"/m.exec(await readFile('version.tf', 'utf8'))?.[1];
  const zip = JSON.parse((await versionEntry(false)).bytes.toString()) as { version: string };
  const edge = /^\/\/ darkroom (\S+)\n/.exec(await bundleEdge())?.[1];

  expect(version).toMatch(VERSION);
  expect({ terraform, zip: zip.version, edge }).toEqual({ terraform: version, zip: version, edge: version });
});
