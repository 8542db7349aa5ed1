import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { EdgeEvent } from '../../../edge/event.ts';
import { signTransform } from '../../../edge/signer/sign.ts';
import { CANONICAL } from '../../../handler/src/transform-grammar.ts';
import { regularExpressions } from '../../support/edge/language.ts';
import { createCounter } from '../../support/edge/operations.ts';
import { ask, CONFIG, deployed, load } from '../../support/edge/runtime.ts';

/*
 * CloudFront stops a function that takes too long. It does not say how long that is, only gives each run's share of it
 * ("compute utilization", which `aws cloudfront test-function` tells too); users report a millisecond. So what is
 * bounded here is work, which no machine and no load changes. nginx's njs 0.7.9, of whose family CloudFront's runtime
 * is, took 10 to 15 nanoseconds of processor time for a step on one core of an AMD EPYC: 0.04 ms for an ordinary
 * request, 0.5 ms for the longest name in Japanese, and less than a millisecond for the worst that anybody could send;
 * whoever sends it only harms himself.
 */
const MOST_STEPS = 65_000;
const MOST_CHARACTERS = 60_000;
/** For requests as browsers send them, with file names as people give them. */
const ORDINARY_STEPS = 10_000;

const keys = Array.from({ length: 5 }, (_, index) => String(index).repeat(32));
const transform = 'w_300,h_200,fit_cover,pos_right-bottom,bg_000000,f_webp,q_75';
const script = await deployed({ ...CONFIG, keys });
const count = createCounter(script);
const { edge } = load(script);

const CHROME = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';
const signature = 'x'.repeat(43);
const filled = (unit: string, length: number): string => unit.repeat(Math.floor(length / unit.length));
const longest = (unit: string): string => `/800x600/${filled(unit, 4087)}`;
/** The longest path of this unit that is spelt out, because it leaves room for its variant. */
function widest(unit: string): string {
  const url = (times: number) => `/800x600/%20${encodeURIComponent(unit.repeat(times))}`;
  let [fits, tooLong] = [1, 1100];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (url(middle).length <= 4096 && 'uri' in edge(ask(url(middle), { accept: CHROME }))) fits = middle;
    else tooLong = middle;
  }
  return url(fits);
}

describe('what the viewer function does for a request is bounded:', () => {
  test.each<[string, EdgeEvent]>([
    ['a photograph', ask('/800x600/2024/summer/photo.jpg', { accept: CHROME })],
    ['a name with spaces', ask('/800x600/2024/our%20photo%20(1).jpg', { accept: CHROME })],
    [
      'a name in Japanese',
      ask(`/800x600/${encodeURIComponent('夏休みの写真、海と山'.repeat(4))}.jpg`, { accept: CHROME }),
    ],
    ['a signed transform', ask(signTransform({ key: keys[4] ?? '', transform, path: '2024/a.jpg' }))],
  ])('of an ordinary one, %s', (_what, event) => {
    expect(edge(event)).toHaveProperty('uri');
    expect(count(event).steps).toBeLessThan(ORDINARY_STEPS);
  });

  const hostile: Record<string, EdgeEvent> = {
    'the longest URI': ask(longest('a'), { accept: CHROME }),
    'the longest URI of a name to be spelt': ask(longest('+'), { accept: CHROME }),
    'the longest URI, all of it encoded': ask(longest('%41'), { accept: CHROME }),
    'the longest URI of slashes': ask(longest('/'), { accept: CHROME }),
    'the longest URI of dots': ask(longest('...'), { accept: CHROME }),
    'the longest name in ASCII': ask(widest('a'), { accept: CHROME }),
    'the longest name of per cents': ask(widest('%'), { accept: CHROME }),
    'the longest name of quotes': ask(widest("'"), { accept: CHROME }),
    'the longest name in Latin': ask(widest('é'), { accept: CHROME }),
    'the longest name of emoji': ask(widest('😀'), { accept: CHROME }),
    'the longest name that is encoded twice': ask(widest('%41'), { accept: CHROME }),
    'the longest name that is encoded twice as often as anybody decodes it': ask(widest('%2541'), { accept: CHROME }),
    'the deepest encoding': ask(`/800x600/%${filled('25', 1000)}`, { accept: CHROME }),
    'a hundred deep encodings': ask(`/800x600/${`%${filled('25', 20)}`.repeat(60)}`, { accept: CHROME }),
    'an Accept header of commas': ask('/800x600/a.jpg', { accept: filled(',', 20_000) }),
    'an Accept header of semicolons': ask('/800x600/a.jpg', { accept: filled(';', 20_000) }),
    'an Accept header of weights': ask('/800x600/a.jpg', { accept: filled(';q=1', 20_000) }),
    'an Accept header of elements with weights': ask('/800x600/a.jpg', {
      accept: filled(';q;q;q;q;q;q;q;q;,', 20_000),
    }),
    'an Accept header of spaces': ask('/800x600/a.jpg', { accept: filled(' ', 20_000) }),
    'a wrong signature of the longest path': ask(`/~${signature}/w_1/${filled('%C3%A9', 3200)}`),
    'a right signature of the longest path': ask(
      signTransform({ key: keys[4] ?? '', transform, path: 'é'.repeat(250) }),
    ),
    'a signature too long': ask(`/~${filled('x', 1000)}/w_1/a.jpg`),
    'a transform too long': ask(`/~${signature}/${filled('w_1,', 1000)}/a.jpg`),
    'an expiry too long': ask(`/~${signature}/w_1/a.jpg?expires=${filled('9', 8000)}`),
    'an unknown preset': ask(`/${filled('a', 1000)}/a.jpg`),
  };

  test.each(Object.entries(hostile))('of a hostile one, %s', (_what, event) => {
    const { steps, characters, answer } = count(event);
    expect(answer).toEqual(edge(event));
    expect(steps).toBeLessThan(MOST_STEPS);
    expect(characters).toBeLessThan(MOST_CHARACTERS);
  });

  test('of any mixture of these, within the same bounds', () => {
    const unit = fc.constantFrom(
      '%',
      '25',
      '%25',
      '2',
      '%2e',
      '%2f',
      '/',
      '.',
      '+',
      'é',
      '😀',
      'a',
      "'",
      '~',
      '%c3',
      '%61',
    );
    const path = fc.array(unit, { maxLength: 1100, size: 'max' }).map((units) => encodeURIComponent(units.join('')));
    const element = fc.constantFrom(',', ';', 'q=', 'image/avif', ' ', '=', '0.5', 'a');
    const accept = fc.array(element, { maxLength: 700, size: 'max' }).map((elements) => elements.join(''));
    const first = fc.constantFrom('800x600', '800x600@webp', `~${signature}/w_1`);
    fc.assert(
      fc.property(first, path, accept, (start, name, header) => {
        const { steps, characters } = count(ask(`/${start}/${name}`, { accept: header }));
        expect(steps).toBeLessThan(MOST_STEPS);
        expect(characters).toBeLessThan(MOST_CHARACTERS);
      }),
      // Shrinking a case of a thousand pieces would take too long.
      { numRuns: 200, endOnFailure: true },
    );
  });
});

test('the counted script answers as the deployed one, and a longer name costs more in proportion', () => {
  const steps = (length: number) => count(ask(`/800x600/%20${'a'.repeat(length)}`)).steps;
  const [short, twice] = [steps(200) - steps(100), steps(300) - steps(200)];
  expect(short).toBeGreaterThan(1000);
  expect(Math.abs(twice - short)).toBeLessThan(100);
});

test('no regular expression looks at what it has read more often than in proportion', () => {
  // Each was judged: none repeats what can match the same text in two ways. A new one is to be judged too.
  // That of transforms repeats nothing without a bound.
  expect(CANONICAL.source).not.toMatch(/[*+]|,\}/);
  expect(regularExpressions(script)).toEqual([
    '%2F',
    '%[0-7][0-9a-f]',
    '(^|\\/)\\.\\.?(\\/|$)',
    ',',
    "[!'()*]",
    '^(0(\\.\\d{0,3})?|1(\\.0{0,3})?)$',
    '^(?!_base32(\\/|$))[A-Za-z0-9._-]+(\\/[A-Za-z0-9._-]+)*$',
    CANONICAL.source,
    '^[wh]_',
    '^q\\s*=',
    '^q\\s*=\\s*',
  ]);
});
