import { GetFunctionCommand } from '@aws-sdk/client-cloudfront';

import type { EdgeConfig } from '../../edge/config.ts';
import type { EdgeRequest, EdgeResponse } from '../../edge/event.ts';
import { letterOf } from '../../handler/src/formats.ts';
import type { Found } from '../with-stack.ts';

/** What the viewer function makes of a URL. */
export type Mapping =
  | { readonly refused: { readonly status: number; readonly code: string; readonly message: string } }
  | { readonly key: string; readonly url: string };

/**
 * The configuration of the viewer function that is deployed, or, where there is none to be read, what the functions'
 * own configuration makes of it, without aliases and signing keys.
 */
export async function edgeConfigOf({ stack, clients }: Found): Promise<EdgeConfig> {
  const Name = stack.cdn?.viewerFunction;
  if (Name !== undefined) {
    const { FunctionCode } = await clients.cloudfront.send(new GetFunctionCommand({ Name, Stage: 'LIVE' }));
    const [, json] = /^const DARKROOM=(.*);$/m.exec(Buffer.from(FunctionCode ?? []).toString()) ?? [];
    if (json !== undefined) return JSON.parse(json) as EdgeConfig;
  }
  const { presets, prefixes } = stack.config;
  const made: Record<string, string> = {};
  for (const [name, { formats }] of Object.entries(presets)) {
    const letters = formats.map(letterOf).sort().join('');
    made[letters] = `${made[letters] ?? '/'}${name}/`;
  }
  const room = 1024 - prefixes.variants.length;
  return { presets: made, room, manifests: false, cors: '', keys: [], maxDimension: 0, formats: [] };
}

/** Runs the viewer function of this version over a URL, as CloudFront does. */
export async function mapUrl(
  config: EdgeConfig,
  uri: string,
  query: Readonly<Record<string, string>>,
  accept: string,
): Promise<Mapping> {
  // The bundle finds its configuration in front of it, under this name.
  Object.assign(globalThis, { DARKROOM: config });
  const { handler } = await import('../../edge/handler.ts');
  const querystring = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, { value }]));
  const request: EdgeRequest = { method: 'GET', uri, querystring, headers: { accept: { value: accept } }, cookies: {} };
  const answer = handler({ request });
  if (!isRefusal(answer)) {
    return { key: answer.uri.slice(1), url: answer.headers['x-darkroom-url']?.value ?? '' };
  }
  const { error, message } = JSON.parse(answer.body ?? '{}') as { error?: string; message?: string };
  return { refused: { status: answer.statusCode, code: error ?? '', message: message ?? '' } };
}

const isRefusal = (answer: EdgeRequest | EdgeResponse): answer is EdgeResponse => 'statusCode' in answer;
