import { createRequire } from 'node:module';
import vm from 'node:vm';

import { type Edge, type Engine, pruning } from './engine.ts';

const nodeRequire = createRequire(import.meta.url);

/** A separate realm in this Node, with only the globals and methods of cloudfront-js-2.0, and without eval. */
export function createRealm(): vm.Context {
  const context = vm.createContext(
    { require: (name: string) => (name === 'crypto' ? (nodeRequire('node:crypto') as unknown) : fail(name)) },
    { codeGeneration: { strings: false, wasm: false } },
  );
  vm.runInContext(pruning(), context);
  return context;
}

/** Node's own engine. */
export const V8: Engine = {
  name: 'V8',
  load: (script) => {
    const context = createRealm();
    vm.runInContext(`"use strict";${script}`, context, { filename: 'edge.js' });
    const handler = vm.runInContext('handler', context) as Edge;
    // Copied, because Jest does not consider objects of another realm equal.
    return (event) => structuredClone(handler(event));
  },
};

function fail(name: string): never {
  throw new Error(`require("${name}") is not offered`);
}
