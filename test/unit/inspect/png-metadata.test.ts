import { inflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { METADATA_BYTES } from '../../../handler/src/image/inspect/check.ts';
import { type Inflate, metadataCounter } from '../../../handler/src/image/inspect/png/metadata.ts';
import { compressedChunk } from '../../support/bombs/png.ts';

const HEAD = 8;
const CHECKSUM = 4;
const contentOf = (chunk: Buffer): Buffer => chunk.subarray(HEAD, -CHECKSUM);

/**
 * Inflates, and counts as done whatever it may have done: all that there was room for where it failed. What it was asked
 * before, of the same chunk with the same room, it knows: else Node would write thousands of stack traces, one for each failure.
 */
function counting() {
  const work = { output: 0, input: 0 };
  const known = new Map<string, { inflated: Uint8Array } | { error: unknown }>();
  const inflate: Inflate = (compressed, options) => {
    const key = `${compressed.length} ${options.maxOutputLength}`;
    const outcome = known.get(key) ?? outcomeOf(compressed, options);
    known.set(key, outcome);
    work.input += compressed.length;
    work.output += 'error' in outcome ? options.maxOutputLength : outcome.inflated.length;
    if ('error' in outcome) throw outcome.error;
    return outcome.inflated;
  };
  return { work, inflate };
}

function outcomeOf(...given: Parameters<Inflate>) {
  try {
    return { inflated: inflateSync(...given) };
  } catch (error) {
    return { error };
  }
}

const how = fc.constantFrom('whole' as const, 'damaged' as const, 'cut' as const);
const kind = fc.constantFrom('zTXt' as const, 'iTXt' as const, 'iCCP' as const);
const size = fc.oneof(fc.nat(5_000), fc.nat(2 ** 20), fc.nat(2 ** 24));

describe('compressed metadata of a PNG', () => {
  test('is inflated to less than three times the limit, despite any damage and repetition', () => {
    fc.assert(
      fc.property(kind, how, size, (kind, how, size) => {
        const content = contentOf(compressedChunk(kind, size, how));
        const { work, inflate } = counting();
        const count = metadataCounter(inflate);
        expect(() => {
          for (let chunks = 0; chunks < 5_000; chunks++) count(kind, content);
        }).toThrow(expect.objectContaining({ code: 'metadata_too_large' }));
        expect(work.output).toBeLessThan(3 * METADATA_BYTES);
      }),
      { numRuns: 30 },
    );
  });

  test('is read no more than ten times over, however late it begins to inflate', () => {
    // Stored blocks of nothing, five bytes each, then a megabyte.
    const nothing = Buffer.alloc(5 * 100_000, Buffer.from([0, 0, 0, 0xff, 0xff]));
    const zipped = contentOf(compressedChunk('zTXt', 15 * 2 ** 20));
    const lead = 'bomb\0\0'.length;
    const content = Buffer.concat([zipped.subarray(0, lead + 2), nothing, zipped.subarray(lead + 2)]);
    const { work, inflate } = counting();
    metadataCounter(inflate)('zTXt', content);
    expect(work.output).toBeGreaterThan(15 * 2 ** 20);
    expect(work.input).toBeLessThan(10 * content.length);
  });

  test('is counted exactly where it is whole', () => {
    const bytes = METADATA_BYTES - 100_000;
    const content = contentOf(compressedChunk('zTXt', bytes));
    const count = metadataCounter();
    count('zTXt', content);
    count('tEXt', Buffer.alloc(METADATA_BYTES - bytes - content.length));
    expect(() => {
      count('tEXt', Buffer.alloc(1));
    }).toThrow(expect.objectContaining({ code: 'metadata_too_large' }));
  });

  test('costs its picture nothing where a little of it is damaged, in however many chunks there may be', () => {
    const count = metadataCounter(counting().inflate);
    for (let chunks = 0; chunks < 4_000; chunks++) count('zTXt', Buffer.from('a\0\0damaged'));
  });
});
