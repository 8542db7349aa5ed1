import type { EdgeEvent, EdgeRequest, EdgeResponse } from '../../../../edge/event.ts';
import { GLOBALS, METHODS } from '../surface.ts';

export type Edge = (event: EdgeEvent) => EdgeRequest | EdgeResponse;

/** Something that runs JavaScript: loads the deployed script and gives its handler. */
export interface Engine {
  readonly name: string;
  /** @throws where the script uses what cloudfront-js-2.0 does not offer */
  readonly load: (script: string) => Edge;
  /** Whether the engine can be given this event at all; it is not asked otherwise. */
  readonly takes?: (event: EdgeEvent) => boolean;
}

/** A program that takes away every global and method that cloudfront-js-2.0 does not document. */
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
