import type { Post } from '../../packages/client/src/upload.ts';
import type { EventPage, PhotoList, Refused, Signed, StoredVariant, Welcome } from '../api/answers.ts';
import { encodedPath } from '../api/path.ts';
import { TOKEN_HEADER } from '../api/token.ts';

/** A refusal of the API, or no answer at all: then the code is `offline`. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The token of the link that led here: kept for this tab, and taken out of the address, which people copy. */
function token(): string {
  const given = /^#token=(.+)/.exec(location.hash)?.[1];
  if (given) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem('token') ?? '';
}

const mine = { [TOKEN_HEADER]: token() };

/**
 * The SHA-256 of a body, in hex: Lambda accepts none that CloudFront's signature does not cover, and CloudFront reads it from
 * this header (AWS, "Restrict access to an AWS Lambda function URL origin").
 */
async function hashed(body: string): Promise<Record<string, string>> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body)));
  return { 'x-amz-content-sha256': Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}

async function ask<T>(route: string, body?: object, signal?: AbortSignal): Promise<T> {
  const [method = 'GET', path = ''] = route.split(' ');
  const text = body && JSON.stringify(body);
  const init = {
    method,
    headers: { ...mine, ...(text && (await hashed(text))) },
    ...(text && { body: text }),
    ...(signal && { signal }),
  };
  const response = await fetch(path, init).catch((): null => null);
  if (!response) throw new ApiError('offline', 'The playground’s server does not answer.');
  const said = (await response.json()) as T & Partial<Refused>;
  if (!response.ok) throw new ApiError(said.error ?? String(response.status), said.message ?? 'It was refused.');
  return said;
}

const at = (route: string, path: string): string => `${route}?path=${encodedPath(path)}`;

export const welcome = (): Promise<Welcome> => ask('GET /api/welcome');
export const listPhotos = (): Promise<PhotoList> => ask('GET /api/photos');
export const listVariants = (path: string): Promise<{ variants: StoredVariant[] }> =>
  ask(at('GET /api/variants', path));
export const originalUrl = (path: string): Promise<{ url: string }> => ask(at('GET /api/original', path));
export const permitUpload = (path: string): Promise<Post> => ask('POST /api/uploads', { path });
export const removePhoto = (path: string): Promise<object> => ask(at('DELETE /api/photos', path));
export const restorePhoto = (path: string): Promise<object> => ask('POST /api/restore', { path });
export const signUrl = (path: string, transform: string, seconds: number | null): Promise<Signed> =>
  ask('POST /api/sign', { path, transform, seconds });
export const eventsAfter = (after: number, signal: AbortSignal): Promise<EventPage> =>
  ask(`GET /api/events?after=${after}`, undefined, signal);
