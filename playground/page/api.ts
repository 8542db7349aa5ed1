import type { Post } from '../../packages/client/src/upload.ts';
import type { EventPage, PhotoList, Refused, Signed, StoredVariant, Welcome } from '../api/answers.ts';
import { encodedPath } from '../api/path.ts';
import { TOKEN_HEADER } from '../api/token.ts';
import { tokenIn } from './address.ts';

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
  const given = tokenIn(location.hash);
  if (given) {
    sessionStorage.setItem('token', given.token);
    history.replaceState(null, '', location.pathname + given.hash);
  }
  return sessionStorage.getItem('token') ?? '';
}

/** Starts the page again with a token, or with that of a link. */
export function keepToken(text: string): void {
  const given = text.trim();
  sessionStorage.setItem('token', tokenIn(given.replace(/^[^#]*#/, '#'))?.token ?? given);
  location.reload();
}

// Another link in the address of a page that is open changes its fragment alone.
addEventListener('hashchange', () => {
  if (tokenIn(location.hash)) location.reload();
});

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
/** @param after what the answer before this one named, null for the beginning */
export const listPhotos = (after: string | null): Promise<PhotoList> =>
  ask(after === null ? 'GET /api/photos' : `GET /api/photos?after=${after}`);
export const isThere = async (path: string): Promise<boolean> =>
  (await ask<PhotoList>(at('GET /api/photos', path))).photos.length > 0;
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
