import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';

import { loadConfig } from '../../../handler/src/config/config.ts';
import { LIMIT_DEFAULTS } from '../../../handler/src/limits.ts';
import { OVERLAY_DEFAULTS } from '../../../handler/src/overlays.ts';
import { PRESET_DEFAULTS, presetsSchema } from '../../../handler/src/presets.ts';
import { LIMITS, PREFIXES, PRESETS } from '../../support/simulation/index.ts';

const valid = {
  stack: 'darkroom-dev',
  bucket: 'darkroom-dev-123456789012',
  prefixes: PREFIXES,
  presets: PRESETS,
  limits: LIMITS,
  cacheControl: 'public, max-age=86400',
  eventsTopic: 'arn:aws:sns:eu-west-1:123456789012:darkroom-dev-events',
  queues: { process: 'https://sqs.eu-west-1.amazonaws.com/123456789012/darkroom-dev', purge: null },
  maxReceiveCount: 5,
  memory: 1769,
  timeout: 60,
};

const load = (changes: object) => loadConfig({ DARKROOM_CONFIG: JSON.stringify({ ...valid, ...changes }) });

const problems = (changes: object): string[] => {
  try {
    load(changes);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
};

describe('the configuration', () => {
  test('is what the document says', () => {
    expect(load({})).toEqual({ ...valid, presets: presetsSchema.parse(PRESETS) });
  });

  test('gives limits and options of presets that are left out their defaults', () => {
    const { limits, presets } = load({ limits: { scans: 65 }, presets: { a: { width: 5, quality: { webp: 70 } } } });
    expect(limits).toEqual({ ...LIMIT_DEFAULTS, scans: 65 });
    expect(presets['a']).toEqual({ ...PRESET_DEFAULTS, width: 5, quality: { jpeg: 80, webp: 70 } });
  });

  test('takes presets that are packed, and refuses them by the names they have unpacked', () => {
    const pack = (table: object) => gzipSync(JSON.stringify(table)).toString('base64');
    expect(load({ presets: pack({ name: ['a'], height: [5] }) }).presets).toEqual({
      a: { ...PRESET_DEFAULTS, height: 5 },
    });
    expect(problems({ presets: pack({ name: ['a', 'b'], width: [5, 0] }) })).toEqual([
      '- presets.b.width: received 0; allowed: at least 1',
    ]);
    expect(() => load({ presets: 'H4sIA' })).toThrow(/DARKROOM_CONFIG: presets is not JSON in gzip .*; received H4sIA/);
  });

  test.each<[object, RegExp]>([
    [{ stack: 'a b' }, /stack: received "a b"; allowed: text like/],
    [{ limits: { ...LIMITS, bytes: 0 } }, /limits\.bytes: received 0; allowed: at least 1$/],
    [{ limits: { ...LIMITS, pixels: 1.5 } }, /limits\.pixels: received 1\.5; allowed: a whole number/],
    [{ timeout: undefined }, /timeout: received nothing; allowed: a (whole )?number/],
    [{ fallbacks: 1 }, /fallbacks: no such setting; remove it/],
    [{ limits: { ...LIMITS, byte: 1 } }, /limits\.byte: no such setting/],
    [{ presets: { '~a': PRESETS['small'] } }, /presets\.~a: received this name; allowed: text like/],
    [
      { presets: { a: { ...PRESETS['small'], fit: 'stretch' } } },
      /presets\.a\.fit: received "stretch"; allowed: "cover", "contain"/,
    ],
    [
      { presets: { a: { ...PRESETS['small'], width: null, height: null } } },
      /presets\.a: received neither width nor height/,
    ],
    [
      { presets: { a: { ...PRESETS['small'], width: 9000 } } },
      /presets\.a: received 9000x60; allowed: widths and heights up to limits\.dimension, 8192/,
    ],
    [
      { prefixes: { ...PREFIXES, locks: 'variants/locks/' } },
      /prefixes\.locks: received "variants\/locks\/", which lies inside variants/,
    ],
    [
      { prefixes: { ...PREFIXES, folders: ['a/', 'a/b/'] } },
      /prefixes\.folders\.1: received "originals\/a\/b\/", which lies inside folders\.0/,
    ],
    [{ prefixes: { ...PREFIXES, folders: ['a'] } }, /prefixes\.folders\.0: received "a"/],
    [{ prefixes: { ...PREFIXES, originals: 'originals' } }, /prefixes\.originals: received "originals"/],
    [{ cacheControl: 'public\r\nX-Evil: 1' }, /cacheControl: received/],
    [{ cors: 'https://a.example\r\nx: y' }, /cors: received/],
    [{ cors: 'https://a.example/' }, /cors: received/],
    [{ queues: { process: 'arn:aws:sqs:x', purge: null } }, /queues\.process: received "arn:aws:sqs:x"/],
  ])('is refused with what was received and what is allowed: %j', (changes, sentence) => {
    expect(problems(changes)).toEqual([expect.stringMatching(sentence)]);
  });

  test.each([
    { prefixes: { ...PREFIXES, originals: '' }, variantsBucket: 'variants' },
    { prefixes: { ...PREFIXES, originals: 'variants/' }, variantsBucket: 'variants' },
    { prefixes: { ...PREFIXES, originals: '', folders: ['avatars/', 'products/'] } },
  ])('may keep originals anywhere that variants are not: %j', (changes) => {
    expect(problems(changes)).toEqual([]);
  });

  test('is refused if everything in the bucket, variants included, would be an original', () => {
    expect(problems({ prefixes: { ...PREFIXES, originals: '' } })).toEqual(
      ['variants', 'manifests', 'locks'].map((use) =>
        expect.stringContaining(`prefixes.${use}: received "${use}/", which lies inside originals ("")`),
      ),
    );
  });

  test('is refused with a list of all problems', () => {
    expect(
      problems({ stack: '', timeout: 0, extra: true, queues: {}, eventsTopic: 'topic' }).length,
    ).toBeGreaterThanOrEqual(5);
  });

  test('is refused for contradictions too, in addition to other problems', () => {
    const sizeless = { ...PRESETS['small'], width: null, height: null };
    expect(problems({ timeout: 0, presets: { sizeless } })).toEqual([
      expect.stringContaining('presets.sizeless'),
      expect.stringContaining('timeout'),
    ]);
  });

  test.each([undefined, '', '{'])('is refused when it is no document: %j', (DARKROOM_CONFIG) => {
    expect(() => loadConfig({ DARKROOM_CONFIG })).toThrow(/DARKROOM_CONFIG is not (set|JSON)/);
  });

  test('puts overlays in the place of their names, and refuses a name that there is not with those that there are', () => {
    const presets = { a: { width: 5, overlay: 'logo' }, b: { width: 5, overlay: 'stamp' }, c: { width: 5 } };
    const overlays = { logo: { sha256: 'a'.repeat(64), size: 10 } };
    const { a, c } = load({ presets: { a: presets.a, c: presets.c }, overlays }).presets;
    expect([a?.overlay, c?.overlay]).toEqual([{ ...OVERLAY_DEFAULTS, ...overlays.logo }, null]);
    expect(problems({ presets, overlays })).toEqual(['- presets.b.overlay: received "stamp"; allowed: logo']);
    expect(problems({ presets: { b: presets.b }, timeout: 0 })).toEqual([
      '- presets.b.overlay: received "stamp"; allowed: none, as there are no overlays',
      expect.stringMatching(/^- timeout: received 0/),
    ]);
    expect(problems({ overlays: { logo: { sha256: 'a', size: 0, gravity: 'top' } } })).toEqual([
      expect.stringMatching(/^- overlays\.logo\.sha256: received "a"; allowed: text like/),
      expect.stringMatching(/^- overlays\.logo\.size: received 0; allowed: at least 1/),
      expect.stringMatching(/^- overlays\.logo\.gravity: no such setting/),
    ]);
  });

  test('with a prototype in it poisons nothing', () => {
    const text = JSON.stringify(valid).replace('{', '{"__proto__":{"polluted":1},');
    expect(() => loadConfig({ DARKROOM_CONFIG: text })).toThrow('__proto__: no such setting');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});
