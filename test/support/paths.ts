import fc from 'fast-check';

const pieces = [
  '/', '//', '.', '..', '...', '%', '%2e', '%2E%2e', '%2F', '%252e', '%25', '%5c', '\\', '#', '?', '&', '=', '+', ' ', '~', '@', ',',
  '\0', '\n', '\r', '\t', '\x7f', '\u0085', '\u2028', '\ufeff', '\ufffd', '\uffff', '\ud800', '\udfff', 'é', 'e\u0301', '漢', '😀',
  '_base32', '_base32/', 'c4g64', 'manifests', '.json', 'http://', '800x600', '~w_1',
]; // prettier-ignore

const short = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...pieces) },
      { weight: 2, arbitrary: fc.string({ maxLength: 6 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** Nested percent-encodings, to an unreasonable depth. */
const deep = fc
  .tuple(fc.constantFrom('.', '..', '/', 'A', '%'), fc.nat(14), fc.constantFrom('', 'a/'))
  .map(([text, depth, before]) => {
    let encoded = Array.from(text, (each) => `%${each.charCodeAt(0).toString(16)}`).join('');
    for (let times = 0; times < depth; times += 1) encoded = encoded.replaceAll('%', '%25');
    return before + encoded;
  });

/** A sequence of percent-encodings, too many to decode. */
const wide = fc
  .tuple(fc.constantFrom('%41', '%2541', '%41/'), fc.integer({ min: 60, max: 135 }))
  .map(([unit, times]) => unit.repeat(times));

/** Around S3's maximum length, with and without encoding. */
const long = fc
  .tuple(fc.constantFrom('a', 'a/', ' ', 'é', '😀'), fc.integer({ min: 560, max: 1030 }))
  .map(([unit, bytes]) => `${unit.repeat(Math.floor(bytes / Buffer.byteLength(unit)))}z`);

/** Hostile names of originals: any string, including lone surrogates and excessive lengths. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: short },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: wide },
  { weight: 1, arbitrary: long },
);
