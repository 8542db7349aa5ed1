import type { EdgeEvent, EdgeRequest, EdgeResponse } from '../../../../edge/event.ts';
import { GLOBALS, METHODS } from '../surface.ts';

export type Edge = (event: EdgeEvent) => EdgeRequest | EdgeResponse;

/** A JavaScript engine that loads the deployed script and returns its handler. */
export interface Engine {
  readonly name: string;
  /** @throws if the script uses something that cloudfront-js-2.0 does not offer */
  readonly load: (script: string) => Edge;
  /** Whether the engine can process this event; otherwise it is skipped. */
  readonly takes?: (event: EdgeEvent) => boolean;
}

/** A program that removes every global and method that cloudfront-js-2.0 does not document. */
export function pruning(): string {
  const owners = Object.entries(METHODS).map(
    ([owner, methods]) =>
      `keep(${owner}, ${JSON.stringify([...methods, 'constructor', 'prototype', 'length', 'name'])});`,
  );
  return `(() => {
    function keep(owner, names) {
      Object.getOwnPropertyNames(owner).forEach((name) => names.includes(name) || delete owner[name]);
    }
    const globals = ${JSON.stringify([...GLOBALS])};
    ${owners.slice(1).join('\n')}
    Object.getOwnPropertyNames(globalThis).forEach((name) => globals.includes(name) || delete globalThis[name]);
    ${owners[0] ?? ''}
  })();`;
}
