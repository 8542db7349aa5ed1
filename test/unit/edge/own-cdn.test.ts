import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { routeOf } from '../../../handler/src/render/route.ts';
import { encodePath } from '../../../handler/src/urls.ts';
import { undocumented } from '../../support/edge/language.ts';
import { ask, CONFIG, deployed, deployedOnOwnCdn, load } from '../../support/edge/runtime.ts';
import { hostile } from '../../support/paths.ts';
import { KEYS } from '../../support/simulation/index.ts';

const wellFormed = hostile.filter((path) => !/\p{Surrogate}/u.test(path));
const whole = load(await deployed(CONFIG)).edge;
const script = await deployedOnOwnCdn(CONFIG, { path: '/img/v1', uriPrefix: '/variants' });
const below = load(script).edge;

describe('on a CDN of the owner', () => {
  test('images are served below its path, and are requested from the origins by their keys', () => {
    expect(below(ask('/img/v1/800x600/a/b.jpg', { accept: 'image/webp' }))).toMatchObject({
      uri: '/variants/a/b.jpg/800x600~webp',
      headers: { 'x-darkroom-url': { value: '/800x600@webp/a/b.jpg' } },
    });
  });

  test.each(['/800x600/a.jpg', '/img/v1', '/img/v10/800x600/a.jpg', '/IMG/v1/800x600/a.jpg', '/'])(
    'nothing is served elsewhere: %s',
    (url) => {
      expect(below(ask(url))).toMatchObject({
        statusCode: 404,
        headers: { 'x-darkroom-error': { value: 'unknown_preset' } },
      });
    },
  );

  test('manifests are requested by their keys, below the path too', async () => {
    const config = { ...CONFIG, presets: {}, keys: [], manifests: true };
    const { edge } = load(await deployedOnOwnCdn(config, { path: '/img', uriPrefix: '' }));
    expect(edge(ask('/img/manifests/a b.jpg.json'))).toMatchObject({ uri: '/manifests/a%20b.jpg.json' });
    expect(edge(ask('/manifests/a.jpg.json'))).toMatchObject({ statusCode: 404 });
  });

  test('responses get the headers that scripts of other origins need', async () => {
    const config = { ...CONFIG, cors: '*' };
    const { edge } = load(await deployedOnOwnCdn(config, { path: '/img', uriPrefix: '/variants' }));
    const response = { statusCode: 200, statusDescription: 'OK', headers: {} };
    expect(edge({ ...ask('/img/800x600/a.jpg'), response })).toMatchObject({
      headers: { 'access-control-allow-origin': { value: '*' } },
    });
  });

  test('the script uses nothing that cloudfront-js-2.0 does not document, and defines one handler', () => {
    expect(undocumented(script)).toEqual([]);
    expect(script.match(/function handler\(/g)).toHaveLength(1);
    expect(script).toContain('function images(event)');
  });

  test('every URL gets the same answer as on the distribution that the module makes, and reaches the same variant', () => {
    fc.assert(
      fc.property(wellFormed, fc.constantFrom('800x600', '800x600@avif', 'webp-only', 'none'), (path, segment) => {
        const url = `/${segment}/${encodePath(path)}`;
        const [here, there] = [below(ask(`/img/v1${url}`)), whole(ask(url))];
        if (!('uri' in there)) {
          expect(here).toEqual(there);
          return;
        }
        if (!('uri' in here)) throw new Error(`${url} is refused: ${here.statusDescription}`);
        expect(here.uri).toBe(`/variants${there.uri}`);
        expect(here.headers).toEqual(there.headers);
        expect(routeOf(here.uri, KEYS, '/variants')).toEqual(routeOf(there.uri, KEYS));
      }),
      { numRuns: 500 },
    );
  });
});
