import { describe, expect, test } from '@jest/globals';

import type { Manifest } from '../../../handler/src/manifest.ts';
import type { StoredManifest } from '../../../handler/src/store/index.ts';
import { judge } from '../../../handler/src/sweep/judge.ts';
import type { Pair } from '../../../handler/src/sweep/pairs.ts';

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

let reads = 0;
const look = (phase: 'manifests' | 'variants', pair: Partial<Pair>, stored: StoredManifest = null, storable = true) => {
  reads = 0;
  return judge(
    phase,
    { path: 'a', original: undefined, derived: undefined, ...pair },
    {
      plan: { digest: 'ready', rejectionDigest: 'digest' },
      settledBefore: NOW,
      storable: () => storable,
      readManifest: () => {
        reads += 1;
        return Promise.resolve(stored);
      },
    },
  );
};
const both = { original: object(10), derived: object(20) };

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

  test('written a moment ago is left to its own event, whatever its manifest says', async () => {
    expect(await look('manifests', { original: object(NOW) })).toBeNull();
    expect(await look('manifests', { original: object(NOW), derived: object(20) }, manifestOf('before'))).toBeNull();
    expect(await look('manifests', { original: object(NOW - 1) })).toBe('missing');
  });

  test('whose path has no room for a manifest is not queued for ever', async () => {
    expect(await look('manifests', { original: object(10) }, null, false)).toBeNull();
  });

  test('is not judged by its variants', async () => {
    expect(await look('variants', { original: object(10), derived: object(20) })).toBeNull();
    expect(reads).toBe(0);
  });
});

describe('what has no original', () => {
  test.each(['manifests', 'variants'] as const)('is orphaned among the %s', async (phase) => {
    expect(await look(phase, { derived: object(20) })).toBe('orphaned');
  });

  test('is left alone while it is new: the original may have come after the listing', async () => {
    expect(await look('manifests', { derived: object(NOW) })).toBeNull();
  });
});
