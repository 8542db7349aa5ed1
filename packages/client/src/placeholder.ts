import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA, thumbHashToDataURL } from 'thumbhash';

import type { Placeholder } from './manifest.ts';

const bytesOf = (thumbhash: string): Uint8Array => Uint8Array.from(atob(thumbhash), (byte) => byte.charCodeAt(0));

/**
 * A blurred picture of some 32 pixels, as the `data:` URL of a PNG of about 4 kB: made here, never sent. Its type is what
 * next/image wants of a placeholder.
 */
export const placeholder = (thumbhash: string): `data:image/${string}` =>
  thumbHashToDataURL(bytesOf(thumbhash)) as `data:image/${string}`;

/** The average colour, for CSS, with its opacity. A manifest's `colour` is the most frequent one. */
export function colour(thumbhash: string): string {
  const { r, g, b, a } = thumbHashToAverageRGBA(bytesOf(thumbhash));
  return `rgb(${[r, g, b].map((part) => Math.round(part * 255)).join(' ')} / ${Math.round(a * 100)}%)`;
}

/** Width divided by height, approximately: at most 7 to 1. */
export const ratio = (thumbhash: string): number => thumbHashToApproximateAspectRatio(bytesOf(thumbhash));

/**
 * The CSS `background` of an `<img>` until it is loaded. Opaque pictures cover it; remove it on `load` from those that
 * are not.
 */
export const background = ({ thumbhash, colour }: Placeholder): string =>
  `${colour} url(${placeholder(thumbhash)}) center / cover no-repeat`;
