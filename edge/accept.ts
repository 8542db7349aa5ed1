import { contentTypeOf, letterOf, NEGOTIATED_FORMATS } from '../handler/src/formats.ts';

const QUALITY = /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/;
// No browser sends half as much; parsing more would only cost time, and CloudFront allows a millisecond or less.
const LONGEST_HEADER_CHARACTERS = 2000;
const MOST_ELEMENTS = 40;
const MOST_PARAMETERS = 8;

/**
 * The suffix of the variant that suits an Accept header best: `@avif`, `@webp`, or nothing for the plain variant. A
 * wildcard never matches a negotiated format: browsers that support none send wildcards too. It does match the plain
 * variant, which is also the response when nothing is acceptable. Malformed elements are skipped.
 * @param made the letters of the formats that the preset makes
 */
export function negotiate(accept: string, made: string): string {
  const weights: Record<string, number> = {};
  accept
    .slice(0, LONGEST_HEADER_CHARACTERS)
    .toLowerCase()
    .split(',')
    .slice(0, MOST_ELEMENTS)
    .forEach((element) => {
      const parameters = element
        .split(';')
        .slice(0, MOST_PARAMETERS)
        .map((part) => part.trim());
      const type = `/${parameters[0]}`;
      weights[type] = Math.max(weights[type] || 0, qualityOf(parameters));
    });
  const weightOf = (type: string): number => weights[`/${type}`] || 0;
  let best = '';
  let most = Math.max(weightOf('image/jpeg'), weightOf('image/png'), weightOf('image/*'), weightOf('*/*'));
  NEGOTIATED_FORMATS.forEach((format) => {
    const weight = made.includes(letterOf(format)) ? weightOf(contentTypeOf(format)) : 0;
    if (weight === 0 || weight < most) return;
    best = `@${format}`;
    most = weight;
  });
  return best;
}

function qualityOf(parameters: string[]): number {
  const given = parameters.filter((parameter) => /^q\s*=/.test(parameter));
  if (given.length === 0) return 1;
  const value = String(given[0]).replace(/^q\s*=\s*/, '');
  return given.length === 1 && QUALITY.test(value) ? Number(value) : 0;
}
