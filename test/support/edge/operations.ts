import { createHmac } from 'node:crypto';
import vm from 'node:vm';

import type { EdgeEvent } from '../../../edge/event.ts';
import type { Edge } from './engines/engine.ts';
import { createRealm } from './engines/v8.ts';
import { instrument, STEP, TEXT } from './instrument.ts';

/** The work of one call of the viewer function, in units that depend on no machine or load. */
export interface Operations {
  /** Evaluated nodes of the syntax tree: an interpreter's steps. */
  readonly steps: number;
  /** Characters and array elements that built-in functions and string concatenations read and write. */
  readonly characters: number;
  readonly answer: ReturnType<Edge>;
}

type Native = (this: unknown, ...given: unknown[]) => unknown;

/** The input of these is no longer than their result. */
const BRIEF = new Set(['charAt', 'charCodeAt', 'codePointAt', 'slice', 'substring', 'substr', 'push', 'pop']);
/** SHA-256 reads two blocks of 64 bytes for the key, inside and outside. */
const HMAC_BYTES = 128;

/** Runs the instrumented script, and returns its work for an event. */
export function createCounter(script: string): (event: EdgeEvent) => Operations {
  const context = createRealm();
  const total = { steps: 0, characters: 0 };
  const read = (...values: unknown[]): void => {
    for (const value of values) total.characters += sizeOf(value);
  };
  const count = (owner: Record<string, unknown>, name: string): void => {
    const original = owner[name] as Native;
    owner[name] = function (this: unknown, ...given: unknown[]): unknown {
      const result = original.apply(this, given);
      read(result);
      if (!BRIEF.has(name)) read(this, ...given);
      return result;
    };
  };
  for (const [owner, only] of Object.entries(COUNTED)) {
    const object = vm.runInContext(owner, context) as Record<string, unknown>;
    for (const name of only ?? methodsOf(object)) count(object, name);
  }
  Object.assign(context, {
    require: () => ({ createHmac: (_algorithm: string, key: string) => countedHmac(key, read) }),
    [STEP]: (steps: number) => void (total.steps += steps),
    [TEXT]: (text: unknown) => {
      read(text);
      return text;
    },
  });
  vm.runInContext(`"use strict";${instrument(script)}`, context);
  const handler = vm.runInContext('handler', context) as Edge;
  return (event) => {
    Object.assign(total, { steps: 0, characters: 0 });
    const answer = JSON.parse(JSON.stringify(handler(structuredClone(event)))) as ReturnType<Edge>;
    return { ...total, answer };
  };
}

/** Null stands for every method. Others of RegExp's are what `replace` calls for each match. */
const COUNTED: Readonly<Record<string, readonly string[] | null>> = {
  'String.prototype': null,
  'Array.prototype': null,
  'RegExp.prototype': ['test'],
  globalThis: ['decodeURIComponent', 'encodeURIComponent'],
};

const methodsOf = (object: object): string[] =>
  Object.entries<PropertyDescriptor>(Object.getOwnPropertyDescriptors(object))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => name);

const sizeOf = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) || value instanceof String ? value.length : 1;

function countedHmac(key: string, read: (...values: unknown[]) => void): { update: Native; digest: Native } {
  const hmac = createHmac('sha256', key);
  const signing = {
    update: (part: unknown) => {
      read(part);
      hmac.update(String(part));
      return signing;
    },
    digest: () => {
      const digest = hmac.digest('base64url');
      read(digest, new Array(HMAC_BYTES));
      return digest;
    },
  };
  return signing;
}
