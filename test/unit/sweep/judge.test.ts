import { describe, expect, test } from '@jest/globals';

import type { Manifest, ReadyManifest } from '../../../handler/src/manifest.ts';
import type { Plan } from '../../../handler/src/recipe.ts';
import type { StoredManifest } from '../../../handler/src/store/index.ts';
import { COMPARED_ONCE_IN, isCompared } from '../../../handler/src/sweep/compare.ts';
import type { Phase } from '../../../handler/src/sweep/cursor.ts';
import { judge, type Judgement } from '../../../handler/src/sweep/judge.ts';
import type { Pair } from '../../../handler/src/sweep/pairs.ts';
import { preset } from '../../support/images/presets.ts';
import { JUDGEMENT } from '../../support/sweep.ts';

const NOW = 1_000_000;
const object = (modified: number, etag = 'now') => ({ key: 'a', etag, bytes: 1, modified });
const manifestOf = (etag: string, presets = 'digest'): Manifest => ({
  schema: 1,
  path: 'a',
  original: { etag, version: 'v', bytes: 1 },
  presets,
  status: 'rejected',
  variants: [],
  rejection: { code: 'empty', message: '' },
});

const PLAN: Plan = {
  ...JUDGEMENT.plan,
  digest: 'ready',
  rejectionDigest: 'digest',
  recipes: () => new Map([['small', 'r']]),
  made: new Set(['small']),
  onRequest: new Set(['wide']),
};

const READY: ReadyManifest = {
  schema: 1,
  path: 'a',
  original: { etag: 'now', version: 'v', bytes: 1 },
  presets: 'ready',
  status: 'ready',
  limits: 'l',
  cacheControl: 'public',
  image: { format: 'jpeg', width: 1, height: 1, frames: 1, alpha: false, degraded: false },
  variantsPrefix: 'variants/a/',
  variants: [
    {
      name: 'small',
      preset: 'small',
      format: 'plain',
      contentType: 'image/jpeg',
      width: 1,
      height: 1,
      bytes: 1,
      etag: 's',
      recipe: 'r',
    },
  ],
};

let reads = 0;
const look = (phase: Phase, pair: Partial<Pair>, stored: StoredManifest = null, more: Partial<Judgement> = {}) => {
  reads = 0;
  return judge(
    phase,
    { path: 'a', original: undefined, derived: undefined, ...pair },
    {
      ...JUDGEMENT,
      plan: PLAN,
      settledBefore: NOW,
      readManifest: () => {
        reads += 1;
        return Promise.resolve(stored);
      },
      ...more,
    },
  );
};
const both = { original: object(10), derived: object(20) };

describe('an original in an archive', () => {
  const archived = { ...both, original: { ...object(10), archived: true as const } };
  const rejected: Manifest = { ...manifestOf('now'), status: 'rejected', rejection: { code: 'archived', message: '' } };

  test.each([
    ['made by other presets', archived, manifestOf('now', 'old')],
    ['of which nothing was made', archived, rejected],
    ['that was restored, of which S3 sends an event,', both, rejected],
  ] as const)('%s is queued when it is its turn, and otherwise left alone', async (_, pair, stored) => {
    expect(await look('manifests', pair, stored, { isCompared: () => false })).toBeNull();
    expect(await look('manifests', pair, stored, { isCompared: () => true })).toBe('outdated');
  });

  test('is queued at once if what was kept of an earlier one is to go', async () => {
    const { original, limits, cacheControl, image, variantsPrefix, variants } = READY;
    const kept = { ...rejected, kept: { original, limits, cacheControl, image, variantsPrefix, variants } };
    const keep = { plan: { ...PLAN, onReject: 'keep' as const }, isCompared: () => false };
    expect(await look('manifests', archived, kept, keep)).toBeNull();
    expect(await look('manifests', archived, kept, { isCompared: () => false })).toBe('outdated');
  });

  test('made by other presets is queued at once if nothing has to be made from it', async () => {
    const former = { ...READY, presets: 'old' };
    const madeBy = (recipe: string): Plan => ({
      ...PLAN,
      uploads: { large: preset(1, 1) },
      recipes: () => new Map([['large', recipe]]),
    });
    const [same, other] = [madeBy('r'), madeBy('another')];
    expect(await look('manifests', archived, former, { plan: same, isCompared: () => false })).toBe('outdated');
    expect(await look('manifests', archived, former, { plan: other, isCompared: () => false })).toBeNull();
  });

  test('is queued if another was made into what is there', async () => {
    expect(await look('manifests', archived, manifestOf('before'), { isCompared: () => false })).toBe('stale');
  });
});

describe('an original', () => {
  test('with a manifest of its ETag and the presets is left alone', async () => {
    expect(await look('manifests', both, manifestOf('now'))).toBeNull();
  });

  test.each([
    ['without a manifest is missing one', { original: object(10) }, null, 'missing'],
    ['whose manifest went away while the sweep looked is missing one', both, null, 'missing'],
    ['with a manifest of other bytes is stale', both, manifestOf('before'), 'stale'],
    ['with something unreadable in its place is stale', both, 'unreadable', 'stale'],
    ['made by other presets is outdated', both, manifestOf('now', 'old'), 'outdated'],
  ] as const)('%s', async (_, pair, stored, reason) => {
    expect(await look('manifests', pair, stored)).toBe(reason);
  });

  test('uploaded again with the same bytes is stale, though its ETag is not, and costs no read', async () => {
    expect(await look('manifests', { original: object(21), derived: object(20) }, manifestOf('now'))).toBe('stale');
    expect(reads).toBe(0);
  });

  test('whose focal point may have changed in the second of its manifest is looked at when it is its turn', async () => {
    const pair = { original: object(20), derived: object(20) };
    const listVariants = () => Promise.resolve([{ name: 'small', etag: 's', modified: 20 }]);
    const focal = { plan: { ...PLAN, usesFocalPoint: true }, listVariants, isCompared: () => true };
    expect(await look('manifests', pair, READY, focal)).toBe('unproven');
    expect(await look('manifests', { ...pair, derived: object(21) }, READY, focal)).toBeNull();
    expect(await look('manifests', pair, READY, { ...focal, isCompared: () => false })).toBeNull();
    expect(await look('manifests', pair, READY, { ...focal, plan: PLAN })).toBeNull();
  });

  test('written recently is left to its own event, and counted', async () => {
    const [original, derived] = [object(NOW), object(NOW + 1)];
    expect(await look('manifests', { original })).toBe('recent');
    expect(await look('manifests', { original, derived: object(20) }, manifestOf('now', 'old'))).toBe('recent');
    for (const stored of [null, 'unreadable', manifestOf('before', 'old')] as const) {
      expect(await look('manifests', { original, derived }, stored)).toBe('recent');
    }
    expect(await look('manifests', { original: object(NOW - 1) })).toBe('missing');
  });

  test('written recently, but already processed with other presets, is outdated: no event will come to correct it', async () => {
    const pair = { original: object(NOW), derived: object(NOW + 1) };
    expect(await look('manifests', pair, manifestOf('now', 'old'))).toBe('outdated');
    expect(await look('manifests', pair, manifestOf('now'), { isCompared: () => true })).toBeNull();
  });

  test('whose path is too long for a manifest is not queued indefinitely', async () => {
    expect(await look('manifests', { original: object(10) }, null, { storable: () => false })).toBeNull();
  });

  test('is not judged by its variants', async () => {
    expect(await look('variants', { original: object(10), derived: object(20) })).toBeNull();
    expect(reads).toBe(0);
  });
});

describe('what has no original', () => {
  test.each(['manifests', 'variants', 'encoded variants'] as const)('is orphaned among the %s', async (phase) => {
    expect(await look(phase, { derived: object(20) })).toBe('orphaned');
  });

  test('is left alone while it is new: the original may have come after the listing', async () => {
    expect(await look('manifests', { derived: object(NOW) })).toBeNull();
  });
});

describe('an original whose turn it is', () => {
  const small = { name: 'small', etag: 's', modified: 1 };

  test.each([
    ['with the variants of its manifest is left alone', READY, [small], null],
    ['with a variant of another ETag differs', READY, [{ ...small, etag: 'late' }], 'differing'],
    ['without a variant that its manifest names differs', READY, [], 'differing'],
    ['with a variant of no preset differs', READY, [small, { ...small, name: 'old' }], 'differing'],
    ['with one made on request is looked at', READY, [small, { ...small, name: 'wide' }], 'unproven'],
    ['with a signed transform is looked at', READY, [small, { ...small, name: '~w_1' }], 'unproven'],
    ['that was rejected, with a variant, differs', manifestOf('now'), [small], 'differing'],
    ['that was rejected, with none, is left alone', manifestOf('now'), [], null],
  ] as const)('%s', async (_, manifest, listed, verdict) => {
    const more = { isCompared: () => true, listVariants: () => Promise.resolve([...listed]) };
    expect(await look('manifests', both, manifest, more)).toBe(verdict);
  });

  test('has it once in so many daily sweeps, however long one of them takes, and at other periods too', () => {
    const DAY = 86_400_000;
    for (const period of [1, 2, 7, 14, 30]) {
      const turns = Array.from({ length: COMPARED_ONCE_IN }, (_, sweep) =>
        isCompared('a/b.jpg', sweep * period * DAY + 1),
      );
      expect(turns.filter(Boolean)).toHaveLength(1);
    }
  });

  test('shares it with one in so many', () => {
    const paths = Array.from({ length: 31_000 }, (_, i) => `${i}.jpg`);
    const share = paths.filter((path) => isCompared(path, 0)).length;
    expect(Math.abs(share - 1000)).toBeLessThan(150);
  });
});

describe('among locks', () => {
  const left = (name: string, modified = 10) => look('locks', { derived: { ...object(modified), key: `a/${name}` } });

  test('a promise of news or of a purge that was not kept has its path queued', async () => {
    expect(await Promise.all(['.eABCDEF', '.pABCDEF'].map((name) => left(name)))).toEqual(['promised', 'promised']);
  });

  test('a lock whose holder died and an attempt have their path queued, and do not count as lost events', async () => {
    expect(await Promise.all(['wide', '.2ABCDEF'].map((name) => left(name)))).toEqual(['abandoned', 'abandoned']);
  });

  test('recent locks and attempts belong to an execution in progress', async () => {
    expect(await Promise.all(['.eABCDEF', 'wide'].map((name) => left(name, NOW)))).toEqual([null, null]);
  });

  test('what is neither is foreign', async () => {
    expect(await left('.hidden')).toBe('foreign');
  });
});

describe('what no path owns', () => {
  test.each(['manifests', 'variants', 'encoded variants', 'locks'] as const)(
    'is foreign among the %s',
    async (phase) => {
      expect(await look(phase, { path: null, derived: object(10) })).toBe('foreign');
    },
  );

  test('is foreign too if its path is too long for Darkroom’s keys, so that it is not queued indefinitely', async () => {
    expect(await look('variants', { derived: object(10) }, null, { storable: () => false })).toBe('foreign');
  });
});
