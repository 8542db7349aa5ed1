import { describe, expect, test } from '@jest/globals';

import type { Made } from '../../../handler/src/image/types.ts';
import { reconcile } from '../../../handler/src/reconcile.ts';
import { recordedRejection } from '../../../handler/src/reconcile/make.ts';
import { isReadable } from '../../../handler/src/reconcile/refuse.ts';
import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { REJECTED } from '../../support/manifest.ts';
import { BEFORE, changedTo } from '../../support/simulation/changed-presets.ts';
import {
  fakeVariant,
  KEYS,
  LIMITS,
  makeVariants,
  ORIGINAL,
  PATH,
  reconcileHarness,
  testPlan,
} from '../../support/simulation/index.ts';

describe('variants that are still in memory', () => {
  /** A run in whose first transform another function writes; only what each transform was asked for is noted. */
  async function disturbed(disturb: (site: Awaited<ReturnType<typeof changedTo>>) => void) {
    const site = await changedTo({
      presets: { ...BEFORE, tiny: { ...assertPresent(BEFORE['tiny']), grayscale: true } },
    });
    const wanted: (readonly string[] | undefined)[] = [];
    const make: ReconcileContext['makeVariants'] = (job, onFinished) => {
      if (wanted.length === 0) disturb(site);
      wanted.push(job.only);
      return makeVariants(job, onFinished);
    };
    const outcome = await reconcile({ ...site.context, makeVariants: make }, PATH);
    return { outcome, wanted, names: site.names(), site };
  }

  test('are stored without another transform if only the storing has to be repeated', async () => {
    const { bucket, context, variants } = reconcileHarness();
    let transforms = 0;
    const make: ReconcileContext['makeVariants'] = (job) => {
      transforms += 1;
      bucket.put(KEYS.variant(PATH, 'small'), 'of another function');
      return makeVariants(job);
    };
    bucket.put(ORIGINAL, 'one');
    expect(await reconcile({ ...context, makeVariants: make }, PATH)).toMatchObject({ result: 'ready', transforms: 1 });
    expect(transforms).toBe(1);
    expect(variants()).toEqual([fakeVariant('one', 'small'), fakeVariant('one', 'small~webp')]);
  });

  test('are not enough if another one has to be made meanwhile', async () => {
    const { outcome, wanted, site } = await disturbed(({ bucket }) => {
      bucket.put(KEYS.variant(PATH, 'small'), 'forged');
    });
    expect(outcome).toMatchObject({ result: 'ready', transforms: 2 });
    expect(wanted).toEqual([['tiny'], ['small']]);
    expect(Buffer.from(assertPresent(site.object('small')).body).toString()).toBe(fakeVariant('one', 'small'));
  });

  test('are not enough if all have to be made meanwhile, though they are among them', async () => {
    const { outcome, wanted, names } = await disturbed(({ bucket }) => {
      bucket.put(KEYS.manifest(PATH), 'no manifest');
    });
    expect(outcome).toMatchObject({ result: 'ready', transforms: 2 });
    expect(wanted).toEqual([['tiny'], undefined]);
    expect(names).toEqual(['small', 'small~webp', 'tiny']);
  });
});

describe('a transform that gives others than it was asked for', () => {
  test.each<[string, (variants: Made['variants']) => unknown[], string]>([
    ['one too few', ([small]) => [small], 'small'],
    ['one too many', (all) => [...all, { ...all[0], name: 'extra' }], 'small, small~webp, extra'],
    ['another', ([small, webp]) => [small, { ...webp, name: 'small~avif' }], 'small, small~avif'],
  ])('fails before anything is recorded: %s', async (_what, change, given) => {
    const { bucket, context, news } = reconcileHarness();
    const make: ReconcileContext['makeVariants'] = async (job) => {
      const made = await makeVariants(job);
      return { ...made, variants: change(made.variants) as Made['variants'] };
    };
    bucket.put(ORIGINAL, 'one');
    await expect(reconcile({ ...context, makeVariants: make }, PATH)).rejects.toThrow(
      `Asked for small, small~webp but got ${given}`,
    );
    expect([bucket.keys('manifests/'), bucket.keys('variants/'), news]).toEqual([[], [], []]);
  });
});

describe('a rejection on record', () => {
  const plan = testPlan({ presets: BEFORE });
  const manifest = { ...REJECTED, presets: plan.rejectionDigest };
  const { original } = manifest;

  test('is repeated for exactly this upload, with its code and message', () => {
    expect(recordedRejection(manifest, original, plan)).toMatchObject(manifest.rejection);
  });

  test.each([
    ['other bytes of the same version', manifest, { ...original, etag: 'other' }],
    ['another upload of the same bytes', manifest, { ...original, version: 'other' }],
    ['other presets or limits', { ...manifest, presets: 'other' }, original],
    [
      'an original that may have been restored',
      { ...manifest, rejection: { code: 'archived', message: '' } as const },
      original,
    ],
    ['a path without a manifest that can be read', null, original],
  ])('is not one of %s', (_what, recorded, seen) => {
    expect(recordedRejection(recorded, seen, plan)).toBeNull();
  });
});

describe('whether an original is worth reading', () => {
  const { context } = reconcileHarness();
  const known = { ...context, path: PATH };
  const original = { etag: 'e', version: 'v', bytes: 3 };

  test('is known from its length and from whether it is in an archive', () => {
    const originals = [original, { ...original, bytes: LIMITS.bytes + 1 }, { ...original, archived: true as const }];
    expect(originals.map((each) => isReadable(known, each))).toEqual([true, false, false]);
  });

  test('is not concluded from a failure of another kind', () => {
    const problem = () => {
      throw new TypeError('not ours');
    };
    expect(() => isReadable({ ...known, keys: { ...context.keys, problem } }, original)).toThrow('not ours');
  });
});
