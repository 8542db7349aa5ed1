import type { Limits } from '../../../handler/src/image/types.ts';
import { verdict } from './expect.ts';

/**
 * How often each byte may be read on average. A walk reads some header fields more than once, so the limit is set by the
 * shortest possible pieces, of which a byte or two are read three or four times.
 */
export const MOST_READS_PER_BYTE = 6;

const READS = [
  ['getUint8', 1],
  ['getUint16', 2],
  ['getUint32', 4],
  ['getBigUint64', 8],
] as const;

/** Before a marker, a JPEG's bytes are read one by one: this many per search. */
const JPEG_STRIDE = 48;

/**
 * How often `inspect` reads a byte of these on average: single reads through a view, and bytes covered by a search. Unlike
 * duration, that is the same on every machine. Errors other than rejections are rethrown.
 */
export function readsPerByte(bytes: Uint8Array, limits: Partial<Limits> = {}): number {
  let reads = 0;
  const views = DataView.prototype as unknown as Record<string, Native>;
  // A Buffer has its own search method.
  const searches = Object.getPrototypeOf(bytes) as Record<string, Native>;
  const restore = [
    ...READS.map(([name, size]) =>
      replace(views, name, (read, self, given) => {
        reads += size;
        return read.apply(self, given);
      }),
    ),
    replace(searches, 'indexOf', (search, self, given) => {
      const found = search.apply(self, given) as number;
      const from = Number(given[1] ?? 0);
      reads += JPEG_STRIDE + Math.max(0, (found === -1 ? bytes.length : found) - from);
      return found;
    }),
  ];
  try {
    verdict(bytes, limits);
  } finally {
    for (const back of restore) back();
  }
  return reads / bytes.length;
}

type Native = (this: unknown, ...given: unknown[]) => unknown;

/** Replaces a method; the returned function restores it. (A spy would keep every call.) */
function replace(
  owner: Record<string, Native>,
  name: string,
  other: (original: Native, self: unknown, given: unknown[]) => unknown,
): () => void {
  const original = owner[name] as Native;
  const own = Object.hasOwn(owner, name);
  owner[name] = function (...given) {
    return other(original, this, given);
  };
  return () => {
    if (own) owner[name] = original;
    else Reflect.deleteProperty(owner, name);
  };
}
