import { isDeepStrictEqual } from 'node:util';

import { type Edge, type Engine } from './engine.ts';
import { njs } from './njs.ts';
import { QUICKJS } from './quickjs.ts';
import { V8 } from './v8.ts';

export type { Edge, Engine } from './engine.ts';

const further = process.env['DARKROOM_NJS'];

/** The engines that run the script: each has its own parser, regular expressions and percent-decoding. */
const ENGINES: readonly Engine[] = [V8, QUICKJS, ...(further ? [njs(further)] : [])];

/** Of a property's thousands of requests, the slower engines run this many, and then every tenth. */
const ALL_OF = 500;

/**
 * A script's handler, run by every engine at once.
 * @throws if two engines answer differently
 */
export function loadInAll(script: string, engines: readonly Engine[] = ENGINES): Edge {
  const edges = engines.map(({ name, load, takes = () => true }) => ({ name, takes, edge: load(script) }));
  let events = 0;
  return (event) => {
    events += 1;
    const taking = edges.filter(({ takes }) => takes(event));
    const asked = events <= ALL_OF || events % 10 === 0 ? taking : taking.slice(0, 1);
    // Each engine gets its own copy of the event, because the handler changes it.
    const [first, ...others] = asked.map(({ name, edge }) => ({ name, answer: plain(edge(structuredClone(event))) }));
    if (first === undefined) throw new Error('There is no engine.');
    for (const { name, answer } of others) {
      if (isDeepStrictEqual(answer, first.answer)) continue;
      const sides = [first, { name, answer }].map((side) => `${side.name}: ${JSON.stringify(side.answer)}`);
      throw new Error(`Two engines answer differently to ${JSON.stringify(event)}.\n${sides.join('\n')}`);
    }
    return first.answer;
  };
}

/** Undefined properties count as absent, as for CloudFront, which receives the answer as JSON. */
const plain = (answer: ReturnType<Edge>): ReturnType<Edge> => JSON.parse(JSON.stringify(answer)) as ReturnType<Edge>;
