import { createRequire } from 'node:module';
import vm from 'node:vm';
import type { EdgeConfig } from '../../../edge/config.ts';
import type { EdgeEvent, EdgeRequest, EdgeResponse, Fields } from '../../../edge/event.ts';
import { bundleEdge } from '../../../edge/bundle.ts';
import { GLOBALS, METHODS } from './surface.ts';

const nodeRequire = createRequire(import.meta.url);

/** The script as it is deployed: the bundle behind its configuration. */
export async function deployed(config: EdgeConfig): Promise<string> {
  return `const DARKROOM=${JSON.stringify(config)};\n${await bundleEdge()}`;
}

export type Edge = (event: EdgeEvent) => EdgeRequest | EdgeResponse;

/** Runs a script where only the globals and methods of cloudfront-js-2.0 exist, in strict mode, without eval. */
export function load(script: string): { edge: Edge; context: vm.Context } {
  const context = vm.createContext(
    { require: (name: string) => (name === 'crypto' ? (nodeRequire('node:crypto') as unknown) : fail(name)) },
    { codeGeneration: { strings: false, wasm: false } },
  );
  vm.runInContext(pruning(), context);
  vm.runInContext(`"use strict";${script}`, context, { filename: 'edge.js' });
  const handler = vm.runInContext('handler', context) as Edge;
  // Copied, because what another realm made is not equal to what Jest expects.
  return { context, edge: (event) => structuredClone(handler(event)) };
}

function fail(name: string): never {
  throw new Error(`require("${name}") is not offered`);
}

function pruning(): string {
  const owners = Object.entries(METHODS).map(
    ([owner, methods]) =>
      `keep(${owner}, ${JSON.stringify([...methods, 'constructor', 'prototype', 'length', 'name'])});`,
  );
  return `
    function keep(owner, names) {
      Object.getOwnPropertyNames(owner).forEach((name) => names.includes(name) || delete owner[name]);
    }
    const globals = ${JSON.stringify([...GLOBALS])};
    ${owners.slice(1).join('\n')}
    Object.getOwnPropertyNames(globalThis).forEach((name) => globals.includes(name) || delete globalThis[name]);
    ${owners[0] ?? ''}`;
}

export interface Ask {
  method?: string;
  accept?: string;
  headers?: Fields;
}

/** The event for a URL, which is sent as it is spelt. */
export function ask(url: string, { method = 'GET', accept, headers = {} }: Ask = {}): EdgeEvent {
  const [uri = '', query] = url.split('?');
  const querystring: Fields = {};
  for (const pair of query?.split('&') ?? []) {
    const [name = '', value = ''] = pair.split('=');
    querystring[name] = { value };
  }
  return {
    request: {
      method,
      uri,
      querystring,
      headers: {
        host: { value: 'd111.cloudfront.net' },
        ...headers,
        ...(accept === undefined ? {} : { accept: { value: accept } }),
      },
      cookies: { session: { value: '1' } },
    },
  };
}

export const CONFIG: EdgeConfig = {
  presets: { aw: '/800x600/', w: '/webp-only/', '': '/plain/' },
  room: 1024 - 'variants/'.length,
  manifests: false,
  cors: '',
  keys: ['new-key-new-key-new-key-new-key-', 'old-key-old-key-old-key-old-key-'],
  edge: 2000,
  formats: ['webp', 'avif'],
};
