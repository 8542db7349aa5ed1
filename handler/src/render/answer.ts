import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

import { EXPOSED_HEADERS } from '../exposed-headers.ts';
import { asciiJson } from '../json.ts';
import type { StoredVariant } from '../store/index.ts';

export type Answer = APIGatewayProxyStructuredResultV2 & { statusCode: number };

/** A buffered answer holds 6 MB, base64 and headers included. */
const LARGEST_ANSWER_BYTES = 6 * 1024 * 1024;
const HEADER_BYTES = 8 * 1024;

/** Length of a body, in bytes, that still fits into an answer. */
export const MOST_BYTES = Math.floor((LARGEST_ANSWER_BYTES - HEADER_BYTES) / 4) * 3;

/**
 * Seconds that browsers, and the CDN, may remember an answer which the next upload makes wrong. Nobody purges it: an
 * invalidation for every first upload would cost more than all that it saves.
 */
const SOON_WRONG = { browser: 10, cdn: 60 } as const;
/** Seconds that the stand-in for a missing original may be kept. */
const STAND_IN_SECONDS = 60;

export const STAND_IN_CACHE_CONTROL = `public, max-age=${STAND_IN_SECONDS}`;

export interface Extras {
  /** Of the rendering: wall time per step, in milliseconds. */
  readonly steps: Readonly<Record<string, number>>;
  readonly isHead: boolean;
}

/** @param variant with its bytes */
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

/** To where the stored variant is served from by now. */
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
 * Lets scripts of another site read an answer. CloudFront runs no viewer-response function on an origin's answer of 400 and
 * above ("Restrictions on all edge functions" in its Developer Guide), so errors have to bring the headers themselves.
 * @param cors what `Access-Control-Allow-Origin` says; null for no other site
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
