import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { bundleEdge } from '../../../edge/bundle.ts';
import type { EdgeConfig } from '../../../edge/config.ts';
import type { EdgeEvent, Fields } from '../../../edge/event.ts';
import { PROJECT } from '../../../local/paths.ts';
import { type Edge, loadInAll } from './engines/index.ts';

/** The script as it is deployed: its configuration followed by the bundle. */
export async function deployed(config: EdgeConfig): Promise<string> {
  return `const DARKROOM=${JSON.stringify(config)};\n${await bundleEdge()}`;
}

/** The script as modules/viewer deploys it on a CDN of the owner. */
export async function deployedOnOwnCdn(config: EdgeConfig, own: { path: string; uriPrefix: string }): Promise<string> {
  const bundle = (await bundleEdge()).replace('function handler(event)', 'function images(event)');
  const adapter = await readFile(path.join(PROJECT, 'modules', 'viewer', 'own-cdn.js'), 'utf8');
  return `const DARKROOM=${JSON.stringify(config)};\nconst OWN_CDN=${JSON.stringify(own)};\n${bundle}${adapter}`;
}

/** Runs a script in every engine, where only the globals and methods of cloudfront-js-2.0 exist. */
export function load(script: string): { edge: Edge } {
  return { edge: loadInAll(script) };
}

export interface Ask {
  method?: string;
  accept?: string;
  headers?: Fields;
}

/** The event for a URL, with its encoding unchanged. */
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
  presets: { aw: '/800x600/', w: '/webp-only/', a: '/avif-only/', '': '/plain/' },
  room: 1024 - 'variants/'.length,
  manifests: false,
  cors: '',
  keys: ['new-key-new-key-new-key-new-key-', 'old-key-old-key-old-key-old-key-'],
  maxDimension: 2000,
  formats: ['webp', 'avif'],
};
