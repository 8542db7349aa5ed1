import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

import { EXPOSED_HEADERS } from '../exposed-headers.ts';
import { asciiJson } from '../json.ts';
import type { StoredVariant } from '../store/index.ts';

export type Answer = APIGatewayProxyStructuredResultV2 & { statusCode: number };

/** Limit of a buffered response, base64 and headers included: 6 MB. */
const LARGEST_ANSWER_BYTES = 6 * 1024 * 1024;
const HEADER_BYTES = 8 * 1024;

/** Length of the largest body, in bytes, that fits into a response. */
export const MOST_BYTES = Math.floor((LARGEST_ANSWER_BYTES - HEADER_BYTES) / 4) * 3;

/**
 * Seconds for which browsers and the CDN may cache a response that the next upload invalidates. It is not purged: an
 * invalidation for every first upload would cost more than it saves.
 */
const SOON_WRONG = { browser: 10, cdn: 60 } as const;
/** Seconds for which the fallback image for a missing original may be cached. */
const STAND_IN_SECONDS = 60;

export const STAND_IN_CACHE_CONTROL = `public, max-age=${STAND_IN_SECONDS}`;

export interface Extras {
  /** Wall time per step of the rendering, in milliseconds. */
  readonly steps: Readonly<Record<string, number>>;
  readonly isHead: boolean;
}

/** @param variant including its bytes */
export function imageAnswer(
  variant: StoredVariant,
  how: 'rendered' | 'read',
  cacheControl: string,
  { steps, isHead }: Extras,
): Answer {
  return {
    statusCode: 200,
    headers: {
      'content-type': variant.contentType,
      'cache-control': cacheControl,
      etag: `"${variant.etag}"`,
      vary: 'Accept',
      'x-darkroom': how,
      'server-timing': serverTiming(steps),
    },
    ...(isHead ? { body: '' } : { body: Buffer.from(variant.bytes ?? []).toString('base64'), isBase64Encoded: true }),
  };
}

/** Redirects to the URL from which the stored variant is now served. */
export const redirectAnswer = (
  location: string,
  how: 'rendered' | 'read',
  { steps }: Pick<Extras, 'steps'>,
): Answer => ({
  statusCode: 302,
  headers: {
    location,
    'cache-control': 'no-store',
    vary: 'Accept',
    'x-darkroom': how,
    'server-timing': serverTiming(steps),
  },
  body: '',
});

export function errorAnswer(
  statusCode: number,
  code: string,
  message: string,
  isHead: boolean,
  more: Readonly<Record<string, string>> = {},
): Answer {
  const cacheControl =
    statusCode === 404 ? `public, max-age=${SOON_WRONG.browser}, s-maxage=${SOON_WRONG.cdn}` : 'no-store';
  return {
    statusCode,
    headers: {
      'content-type': 'application/json',
      'cache-control': cacheControl,
      'x-darkroom-error': code,
      ...more,
    },
    body: isHead ? '' : asciiJson({ error: code, message }),
  };
}

/**
 * Lets scripts of another origin read a response. CloudFront runs no viewer-response function if the origin responds
 * with 400 or above ("Restrictions on all edge functions" in its Developer Guide), so errors have to set the headers
 * themselves.
 * @param cors the value of `Access-Control-Allow-Origin`; null for no other origin
 */
export const readableBy = (cors: string | null, answer: Answer): Answer =>
  cors === null
    ? answer
    : {
        ...answer,
        headers: {
          ...answer.headers,
          'access-control-allow-origin': cors,
          'access-control-expose-headers': EXPOSED_HEADERS,
        },
      };

const serverTiming = (steps: Readonly<Record<string, number>>): string =>
  Object.entries(steps)
    .map(([step, milliseconds]) => `${step};dur=${milliseconds}`)
    .join(', ');
