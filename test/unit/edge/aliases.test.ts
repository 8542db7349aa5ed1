import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { createPlan } from '../../../handler/src/recipe.ts';
import { routeOf } from '../../../handler/src/render/route.ts';
import { resolveVariant } from '../../../handler/src/render/variant-spec.ts';
import { ask, CONFIG, deployed, load } from '../../support/edge/runtime.ts';
import { LIMITS, preset } from '../../support/images/presets.ts';
import { KEYS } from '../../support/simulation/index.ts';

const aliases = { '640x480': '800x600', old: 'plain', toString: 'webp-only' };
const { edge } = load(await deployed({ ...CONFIG, aliases }));
const { edge: before } = load(await deployed(CONFIG));

const accepts = fc.constantFrom(undefined, '*/*', 'image/webp', 'image/avif,image/webp', 'image/png');
const suffixes = fc.constantFrom('', '@webp', '@avif', '@jxl');

describe('an alias', () => {
  test.each(Object.entries(aliases))('%s is answered as %s is, whatever is asked for', (alias, name) => {
    fc.assert(
      fc.property(accepts, suffixes, (accept, suffix) => {
        const asked = { ...(accept === undefined ? {} : { accept }) };
        expect(edge(ask(`/${alias}${suffix}/a/b.jpg`, asked))).toEqual(edge(ask(`/${name}${suffix}/a/b.jpg`, asked)));
      }),
    );
  });

  test('changes no other URL', () => {
    for (const url of ['/800x600/a.jpg', '/plain/a.jpg', '/none/a.jpg', '/constructor/a.jpg', '/oldish/a.jpg']) {
      expect(edge(ask(url))).toEqual(before(ask(url)));
    }
    expect(before(ask('/old/a.jpg'))).toMatchObject({ statusCode: 404, statusDescription: 'unknown_preset' });
  });

  test('never reaches render, which makes what its preset is and nothing under the alias', () => {
    const presets = { '800x600': preset(800, 600, { formats: ['webp', 'avif'] }) };
    const offer = { presets, plan: createPlan({ presets, cacheControl: 'public', limits: LIMITS }), transforms: null };
    const answer = edge(ask('/640x480/a/b.jpg', { accept: 'image/avif' }));
    const route = routeOf('uri' in answer ? answer.uri : '', KEYS);
    expect(route).toEqual({ path: 'a/b.jpg', name: '800x600~avif' });
    expect(resolveVariant('800x600~avif', offer)).toMatchObject({ name: '800x600~avif' });
    expect(resolveVariant('640x480~avif', offer)).toMatchObject({ status: 404, code: 'unknown_preset' });
  });

  test('is redirected to the URL of its preset', () => {
    const answer = edge(ask('/640x480@webp/a.jpg'));
    expect('headers' in answer && answer.headers['x-darkroom-url']).toEqual({ value: '/800x600@webp/a.jpg' });
  });
});
