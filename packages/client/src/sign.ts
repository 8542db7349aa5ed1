import { hasDotSegment } from '../../../handler/src/spelling.ts';
import { formatTransform, parseTransform, STANDARD } from '../../../handler/src/transforms.ts';
import { signedPart } from '../../../handler/src/urls.ts';
import { base64url } from './base64url.ts';
import type { Stack } from './stack.ts';

/** A transform that no preset has, as its options. */
export interface TransformOptions {
  /** Pixels; at least one of the two. */
  readonly width?: number;
  readonly height?: number;
  /** Only with both; `cover` by default. */
  readonly fit?: 'cover' | 'contain' | 'inside' | 'outside' | 'fill';
  /** What `cover` keeps, and where `contain` puts the image. */
  readonly position?: Position;
  /** `#rrggbb`, the picture's most frequent colour, or the picture itself, blurred. */
  readonly background?: string;
  /** Radius in pixels. */
  readonly corners?: number;
  readonly sharpen?: 'none' | 'light' | 'strong';
  readonly grayscale?: boolean;
  /** The name of one of the stack's overlays. */
  readonly overlay?: string;
  /** Whether the copyright notice in the original's metadata is kept. */
  readonly copyright?: 'keep';
  /** Likewise the credit line. */
  readonly credit?: 'keep';
  /** Whether a smaller picture is scaled up. */
  readonly enlarge?: boolean;
  /** Whether an animation stays animated. */
  readonly animated?: boolean;
  readonly format?: 'webp' | 'avif';
  /** 1 to 100. */
  readonly quality?: number;
}

export interface SignOptions {
  /** The newest of the stack's signing keys. Never in a browser. */
  readonly key: string;
  /** The original's key without its prefix, as it is. */
  readonly path: string;
  /** Options, or their canonical text: `w_300,h_200,fit_cover`. */
  readonly transform: TransformOptions | string;
  /** When the URL expires, to the second; absent for never. */
  readonly expires?: Date | undefined;
}

/** The part of an image that is kept. */
export type Position =
  | ('centre' | 'top' | 'right top' | 'right' | 'right bottom' | 'bottom' | 'left bottom' | 'left' | 'left top')
  | ('entropy' | 'attention' | 'focal');

/**
 * The URL of a variant of any size. Signs with WebCrypto, so it runs in Node, Deno, Bun, and workers at an edge.
 * @throws Error that says what is wrong with the transform, within the stack's bounds, with the path or the time
 */
export async function sign(stack: Stack, { key, path, transform, expires }: SignOptions): Promise<string> {
  if (!stack.transforms) throw new Error('The stack has no signed URLs: set signing_keys.');
  const text = typeof transform === 'string' ? transform : textOf(transform);
  try {
    parseTransform(text, stack.transforms as Parameters<typeof parseTransform>[1]);
  } catch (error) {
    throw new Error(`The transform "${text}" can't be made: ${(error as Error).message}.`, { cause: error });
  }
  if (path === '' || hasDotSegment(path))
    throw new Error(`The path "${path}" is empty or has a segment . or .., which no URL can address: rename it.`);
  if (expires && Number.isNaN(expires.getTime())) throw new Error('expires is not a valid date.');
  const part = signedPart(text, path, expires && Math.floor(expires.getTime() / 1000));
  return `${stack.url}/~${await signatureOf(part, key)}${part}`;
}

function textOf(options: TransformOptions): string {
  const { background = STANDARD.background } = options;
  return formatTransform({ ...STANDARD, ...options, background: background.toLowerCase() });
}

/** HMAC-SHA256 in base64url, as the edge computes it. */
async function signatureOf(part: string, key: string): Promise<string> {
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', bytes(key), algorithm, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes(part)));
  return base64url(signature);
}
