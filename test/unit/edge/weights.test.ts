import { expect, test } from '@jest/globals';

import { ask, CONFIG, deployed, load } from '../../support/edge/runtime.ts';

const { edge } = load(await deployed(CONFIG));

/** The format that an Accept header is answered with. */
function chosen(accept: string): string {
  const answer = edge(ask('/800x600/a.jpg', { accept }));
  if (!('uri' in answer)) throw new Error(answer.statusDescription);
  return /(avif|webp)$/.exec(answer.uri)?.[0] ?? 'plain';
}

test.each([
  ['text/html,image/webp;q=0.9', 'webp', 'the weight of what is no image says nothing about images'],
  ['text/html;q=0.1,image/webp;q=0.9', 'webp', 'however small it is'],
  ['image/webp;q=0.8,image/png;q=0.9', 'plain', 'a client may prefer PNG'],
  ['image/webp;q=0.8,image/jpeg;q=0.9', 'plain', 'or JPEG'],
  ['image/webp;q=0.8,image/*;q=0.9', 'plain', 'or any other image'],
  ['image/png;q=0.9,image/webp;q=0.8', 'plain', 'in whatever order'],
  ['image/png,image/webp', 'webp', 'WebP wins a tie'],
  ['image/png,image/avif', 'avif', 'and so does AVIF'],
  ['image/avif;q=0.8,*/*;q=0.9', 'plain', 'a client may like AVIF less than anything else'],
  ['image/avif;q=0.8,image/webp;q=0.9,image/png', 'plain', 'and WebP too'],
  ['image/webp,image/avif;q=1', 'avif', 'an explicit 1 is the weight that a missing one stands for'],
  ['image/avif,image/webp;q=1', 'avif', 'whichever has it'],
  ['image/webp;q=1,image/avif;q=0.999', 'webp', 'three digits count'],
  ['image/webp;q=0.001', 'webp', 'to the last'],
  ['image/avif;q=0.9999,image/webp;q=0.1', 'webp', 'four void their element'],
  ['image/avif;q=1.001,image/webp;q=0.1', 'webp', 'and so does more than 1'],
  ['image/webp;q=0.', 'plain', 'a point without digits is a 0'],
  ['image/avif;q=x0.5,image/webp;q=0.1', 'webp', 'what stands before a weight voids it'],
  ['image/avif;q=0.5x,image/webp;q=0.1', 'webp', 'and what stands behind it'],
  ['image/avif;q = 0.5,image/webp;q=0.4', 'avif', 'spaces around the sign do not'],
  ['image/avif;xq=0,image/webp;q=0.4', 'avif', 'a name that ends in q is no weight'],
  ['image/avif;q=0.2,image/avif;q=0.9,image/webp;q=0.5', 'avif', 'of two weights the greater counts'],
  ['image/avif;q=0.9,image/avif;q=0.2,image/webp;q=0.5', 'avif', 'whichever comes first'],
  ['image/webp;q=0.2,image/webp;q=0.9,image/png;q=0.5', 'webp', 'for WebP too'],
  ['image/webp;q=0.9,image/webp;q=0.2,image/png;q=0.5', 'webp', 'whichever comes first'],
  ['image/png;q=0.9,image/png;q=0.2,image/webp;q=0.5', 'plain', 'and for others'],
  ['image/avif;q=0,image/webp;q=0', 'plain', 'who wants neither gets neither'],
  ['image/avif;q=0,image/png;q=0', 'plain', 'even where nothing else will do'],
])('Accept: %s → %s (%s)', (accept, expected) => {
  expect(chosen(accept)).toBe(expected);
});

test('of a header as no browser sends, only the beginning is read', () => {
  const others = (count: number) => 'image/jxl,'.repeat(count);
  expect(chosen(`${others(39)}image/webp`)).toBe('webp');
  expect(chosen(`${others(40)}image/webp`)).toBe('plain');
  expect(chosen(`${'x'.repeat(1989)},image/webp`)).toBe('webp');
  expect(chosen(`${'x'.repeat(1990)},image/webp`)).toBe('plain');
  expect(chosen(`image/avif${';a=b'.repeat(6)};q=0,image/webp`)).toBe('webp');
  expect(chosen(`image/avif${';a=b'.repeat(7)};q=0,image/webp`)).toBe('avif');
});
