import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';

import { manifestText, parseManifest } from '../../../handler/src/manifest.ts';
import { SCHEMAS, schemaText } from '../../../scripts/schemas/texts.ts';

const file = (name: string) => path.join(import.meta.dirname, `../../../docs/schemas/${name}.schema.json`);
const validator = (name: string) => new Ajv2020().compile(JSON.parse(readFileSync(file(name), 'utf8')) as object);
const isManifest = validator('manifest');
const isEvent = validator('event');

const common = {
  schema: 1,
  path: 'a/b.jpg',
  original: { etag: 'e', version: 'v', bytes: 3 },
  presets: 'd',
} as const;
const ready = {
  ...common,
  status: 'ready' as const,
  limits: 'l',
  cacheControl: 'public',
  image: { format: 'jpeg' as const, width: 4, height: 3, frames: 1, alpha: false, degraded: false },
  variantsPrefix: 'variants/a/b.jpg/',
  variants: [
    {
      name: 'small~webp',
      preset: 'small',
      format: 'webp' as const,
      contentType: 'image/webp',
      width: 2,
      height: 1,
      bytes: 7,
      etag: 'f',
      recipe: 'r',
    },
  ],
};
const rejected = {
  ...common,
  status: 'rejected' as const,
  variants: [],
  rejection: { code: 'empty' as const, message: 'Nothing in it.' },
};

test.each(SCHEMAS)('the published schema of a %s is that of the code', async (name) => {
  expect(readFileSync(file(name), 'utf8')).toBe(await schemaText(name));
});

describe('a manifest', () => {
  test.each([ready, rejected])('that is $status is read as it was written, and valid', (manifest) => {
    expect(parseManifest(JSON.parse(manifestText(manifest)))).toEqual(manifest);
    expect(isManifest(manifest)).toBe(true);
  });

  test('stays valid when a later release adds to it', () => {
    expect(parseManifest({ ...ready, added: 1 })).toEqual(ready);
    expect(isManifest({ ...ready, added: 1 })).toBe(true);
  });

  test.each<[string, object]>([
    ['another schema', { ...ready, schema: 2 }],
    ['no state', { ...ready, status: 'busy' }],
    ['no original', { ...ready, original: undefined }],
    ['a length below nothing', { ...ready, original: { ...ready.original, bytes: -1 } }],
    ['variants though it was rejected', { ...rejected, variants: ready.variants }],
    ['an unknown code', { ...rejected, rejection: { code: 'ugly', message: '' } }],
  ])('with %s is none', (_what, manifest) => {
    expect(parseManifest(manifest)).toBeNull();
    expect(isManifest(JSON.parse(JSON.stringify(manifest)))).toBe(false);
  });
});

describe('an event', () => {
  const about = { stack: 's', bucket: 'b', path: 'a/b.jpg' };

  test.each([
    { type: 'ready', manifest: ready },
    { type: 'rejected', manifest: rejected },
    { type: 'removed', manifest: null },
  ])('of type $type is valid', (event) => {
    expect(isEvent({ ...about, ...event })).toBe(true);
  });

  test.each([
    { type: 'ready', manifest: rejected },
    { type: 'ready', manifest: null },
    { type: 'removed', manifest: ready },
  ])('of type $type with another manifest is not', (event) => {
    expect(isEvent({ ...about, ...event })).toBe(false);
  });
});
