import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { EdgeRequest, EdgeResponse } from '../../../edge/event.ts';
import { ask, CONFIG, deployed, load } from '../../support/edge/runtime.ts';

const { edge } = load(await deployed(CONFIG));

function variant(preset: string, accept?: string): string {
  const answer: EdgeRequest | EdgeResponse = edge(ask(`/${preset}/a.jpg`, accept === undefined ? {} : { accept }));
  return 'uri' in answer ? answer.uri.replace('/a.jpg/', '') : answer.statusDescription;
}

describe('real Accept headers', () => {
  test.each([
    ['Chrome <img>', 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', '800x600~avif'],
    [
      'Chrome address bar',
      'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8',
      '800x600~avif',
    ],
    ['Firefox <img>', 'image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5', '800x600~avif'],
    [
      'Safari 17 <img>',
      'image/webp,image/avif,image/jxl,image/heic,image/heic-sequence,video/*;q=0.8,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5',
      '800x600~avif',
    ],
    ['Safari 15 <img>', 'image/webp,image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5', '800x600~webp'],
    ['Firefox 92 and older <img>', 'image/webp,*/*', '800x600~webp'],
    ['Internet Explorer 11', 'image/png, image/svg+xml, image/jxr, image/*;q=0.8, */*;q=0.5', '800x600'],
    ['curl', '*/*', '800x600'],
    ['a client that sends none', undefined, '800x600'],
  ])('%s', (_browser, accept, expected) => {
    expect(variant('800x600', accept)).toBe(expected);
  });
});

test.each([
  ['image/avif;q=0,image/webp', '800x600~webp', 'q=0 means "not this"'],
  ['image/avif;q=0.5,image/webp;q=0.9', '800x600~webp', 'the greater weight wins'],
  ['image/webp;q=0.9,image/avif;q=0.9', '800x600~avif', 'AVIF wins a tie'],
  ['image/webp;q=0.2,*/*', '800x600', 'a client may like WebP less than anything else'],
  ['image/webp;q=0.2,image/jpeg;q=0.9', '800x600', 'a client may prefer JPEG'],
  ['image/*', '800x600', 'a wildcard does not stand for WebP'],
  ['text/html', '800x600', 'nothing acceptable: the plain variant all the same'],
  ['IMAGE/AVIF ; Q=1.000', '800x600~avif', 'case and spaces do not matter'],
  ['image/avif;level=1;q=0.8,image/webp;q=0.7', '800x600~avif', 'other parameters are passed over'],
  ['image/avif;q=1.5,image/webp', '800x600~webp', 'an impossible weight voids its element'],
  ['image/avif;q=,image/webp', '800x600~webp', 'so does an empty one'],
  ['image/avif;q=0.8;q=0.9', '800x600', 'and a repeated one'],
  ['image/avifx,ximage/webp,,;;,=', '800x600', 'rubbish is no format'],
])('Accept: %s → %s (%s)', (accept, expected) => {
  expect(variant('800x600', accept)).toBe(expected);
});

test('what the preset does not make is not offered', () => {
  expect(variant('webp-only', 'image/avif,image/webp')).toBe('webp-only~webp');
  expect(variant('webp-only', 'image/avif')).toBe('webp-only');
  expect(variant('plain', 'image/avif,image/webp')).toBe('plain');
});

test('several Accept headers count as one list', () => {
  const headers = { accept: { value: '*/*', multiValue: [{ value: '*/*' }, { value: 'image/webp' }] } };
  expect(edge(ask('/800x600/a.jpg', { headers }))).toMatchObject({ uri: '/a.jpg/800x600~webp' });
});

test('an explicit format takes precedence over the Accept header', () => {
  expect(variant('800x600@webp', 'image/avif')).toBe('800x600~webp');
  expect(variant('800x600@avif')).toBe('800x600~avif');
});

test('any header at all leads to one of the three variants', () => {
  const element = fc.oneof(
    fc.string(),
    fc.constantFrom('image/avif', 'image/webp', 'image/*', '*/*', ';q=0.5', ';q=x'),
  );
  fc.assert(
    fc.property(fc.array(element), fc.constantFrom(',', ';', ' '), (elements, glue) => {
      expect(['800x600', '800x600~webp', '800x600~avif']).toContain(variant('800x600', elements.join(glue)));
    }),
  );
});

test('a format is only chosen if the header names it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (accept) => {
      fc.pre(!/webp|avif/i.test(accept));
      expect(variant('800x600', accept)).toBe('800x600');
    }),
  );
});
