import type { IncomingMessage } from 'node:http';

import { unspell } from '../../../handler/src/spelling.ts';

export type Service = 's3' | 'sqs' | 'sns' | 'other';

/** The step of the work on one path that a request belongs to. */
export type Point =
  'look' | 'list' | 'read' | 'mark' | 'variant' | 'clean' | 'manifest' | 'report' | 'settle' | 'other';

/** A request of a function on its way to AWS. */
export interface ObservedRequest {
  readonly service: Service;
  readonly method: string;
  readonly point: Point;
  /** The path it concerns; null if none. */
  readonly path: string | null;
  /** The original's version that it reports, if it is a report: null for a removed original. */
  readonly told?: string | null;
}

/** The purpose of a request. `body` is only needed for SNS. */
export function sightOf(request: IncomingMessage, body: string): ObservedRequest {
  const { method = '', url = '' } = request;
  const [, signed = ''] = /Credential=[^/]+\/\d+\/[^/]+\/(\w+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (signed === 'sns') return { service: 'sns', method, ...newsIn(body) };
  if (signed === 'sqs') return { service: 'sqs', method, point: 'other', path: null };
  if (signed !== 's3') return { service: 'other', method, point: 'other', path: null };
  const { pathname, searchParams } = new URL(url, 'http://s3');
  const prefix = searchParams.get('prefix');
  if (prefix !== null) return { service: 's3', method, point: 'list', path: pathIn(prefix.replace(/\/$/, '')) };
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  return { service: 's3', method, ...objectAt(method, key) };
}

const POINTS: Readonly<Record<string, Point>> = {
  'HEAD originals': 'look',
  'GET originals': 'read',
  'PUT variants': 'variant',
  'DELETE variants': 'clean',
  'PUT manifests': 'manifest',
  'DELETE manifests': 'manifest',
  'PUT locks': 'mark',
  'DELETE locks': 'settle',
};

function objectAt(method: string, key: string): Pick<ObservedRequest, 'point' | 'path'> {
  const [kind = ''] = key.split('/', 1);
  const inner = kind === 'variants' || kind === 'locks' ? key.replace(/\/[^/]*$/, '') : key.replace(/\.json$/, '');
  return { point: POINTS[`${method} ${kind}`] ?? 'other', path: pathIn(kind === 'originals' ? key : inner) };
}

function pathIn(key: string): string {
  const path = key.slice(key.indexOf('/') + 1);
  return key.startsWith('variants/') ? (unspell(path) ?? path) : path;
}

function newsIn(body: string): Pick<ObservedRequest, 'point' | 'path' | 'told'> {
  const message = new URLSearchParams(body).get('Message');
  if (message === null) return { point: 'other', path: null };
  const news = JSON.parse(message) as { path: string; manifest: { original: { version: string } } | null };
  return { point: 'report', path: news.path, told: news.manifest?.original.version ?? null };
}
