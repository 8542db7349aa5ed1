import { describe, expect, test } from '@jest/globals';

import { bareTag } from '../../../handler/src/store/etag.ts';
import { assertPresent } from '../../support/assert-present.ts';
import { fakeVariant, KEYS, ORIGINAL, PATH, reconcileHarness } from '../../support/simulation/index.ts';

interface Tampered {
  [key: string]: unknown;
  variants: Record<string, unknown>[];
}

const ELSEWHERE = ['../other.jpg/small', '../../originals/other.jpg', '../../locks/x', '/', '.', '', 'small/../small'];

describe('a manifest that was tampered with', () => {
  test.each<[string, (manifest: Tampered) => unknown]>([
    ...ELSEWHERE.map((name): [string, (manifest: Tampered) => unknown] => [
      `names the variant "${name}"`,
      (manifest) => ({ ...manifest, variants: [...manifest.variants, { ...manifest.variants[0], name }] }),
    ]),
    [
      'names one variant twice',
      (manifest) => ({ ...manifest, variants: [manifest.variants[0], manifest.variants[0]] }),
    ],
    ['belongs to another path', (manifest) => ({ ...manifest, path: 'other.jpg' })],
    ['is of another original', (manifest) => ({ ...manifest, original: { etag: 'e', version: 'v', bytes: 3 } })],
    [
      'is of another length',
      (manifest) => ({ ...manifest, original: { ...(manifest['original'] as object), bytes: 4 } }),
    ],
    ['is of other presets', (manifest) => ({ ...manifest, presets: 'forged' })],
    ['claims a rejection', (manifest) => ({ ...manifest, status: 'rejected', variants: [], rejection: REJECTION })],
    ['has an ETag that nobody wrote', (manifest) => ({ ...manifest, variants: manifest.variants.map(forge) })],
    [
      'has a prototype',
      (manifest) => JSON.stringify({ ...manifest, schema: 2 }).replace('{', '{"__proto__":{"polluted":1},'),
    ],
    ['is an array', (manifest) => [manifest]],
    ['is another text', () => 'null'],
  ])('and %s is made right, and nothing is touched that it names', async (_what, tamper) => {
    const { bucket, run, text, variants } = reconcileHarness();
    for (const key of ['originals/other.jpg', 'variants/other.jpg/small', 'manifests/other.jpg.json', 'locks/x']) {
      bucket.put(key, key);
    }
    bucket.put(ORIGINAL, 'one');
    await run();
    const right = text(KEYS.manifest(PATH));
    const since = bucket.changes.length;

    const tampered = tamper(JSON.parse(right) as Tampered);
    bucket.put(KEYS.manifest(PATH), typeof tampered === 'string' ? tampered : JSON.stringify(tampered));
    expect(await run()).toMatchObject({ result: 'ready' });

    expect(text(KEYS.manifest(PATH))).toBe(right);
    expect(variants()).toEqual([fakeVariant('one', 'small'), fakeVariant('one', 'small~webp')]);
    const touched = bucket.changes.slice(since).map(({ key }) => key);
    const own = [KEYS.variants(PATH), KEYS.manifest(PATH), KEYS.locks(PATH)];
    expect(touched.filter((key) => !own.some((prefix) => key.startsWith(prefix)))).toEqual([]);
    expect(Buffer.from(assertPresent(bucket.get('originals/other.jpg')).body).toString()).toBe('originals/other.jpg');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('and names a variant made on request in place of its own is made right', async () => {
    const { bucket, run, render, text, manifest } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    render('wide');
    const right = text(KEYS.manifest(PATH));
    const [small, webp] = (manifest() as unknown as Tampered).variants;
    const wide = { ...small, name: 'wide', etag: bareTag(assertPresent(bucket.get(KEYS.variant(PATH, 'wide'))).etag) };
    bucket.put(KEYS.manifest(PATH), JSON.stringify({ ...manifest(), variants: [wide, webp] }));
    expect(await run()).toMatchObject({ result: 'ready' });
    expect(text(KEYS.manifest(PATH))).toBe(right);
  });

  test('takes no more than its own variants with it when the original goes', async () => {
    const { bucket, run } = reconcileHarness();
    bucket.put(ORIGINAL, 'one');
    await run();
    const manifest = JSON.parse(
      Buffer.from(assertPresent(bucket.get(KEYS.manifest(PATH))).body).toString(),
    ) as Tampered;
    const names = ['../other.jpg/small', '../../originals/other.jpg'];
    const forged = { ...manifest, variants: names.map((name) => ({ ...manifest.variants[0], name })) };
    bucket.put(KEYS.manifest(PATH), JSON.stringify(forged));
    for (const key of ['originals/other.jpg', 'variants/other.jpg/small']) bucket.put(key, key);
    bucket.delete(ORIGINAL);
    expect(await run()).toMatchObject({ result: 'removed' });
    expect(bucket.keys()).toEqual(['originals/other.jpg', 'variants/other.jpg/small']);
  });
});

const REJECTION = { code: 'not_an_image', message: 'Forged.' };
const forge = (variant: Record<string, unknown>) => ({ ...variant, etag: 'forged' });
