import type { Comparison } from './comparisons.ts';
import { type Exception, EXCEPTIONS } from './exceptions.ts';
import type { Outcome } from './made.ts';

/** Mean differences of one of 255 are rounding, of two a chroma upsampling or a colour engine of its own. */
const MOST = { colour: 2, alpha: 1, variants: 8 };

export const exceptionOf = (name: string): Exception | undefined =>
  EXCEPTIONS.find(({ pictures }) => pictures.test(name));

/** What to print of all pictures, and whether one is wrong that no exception explains. */
export function judged(
  outcomes: readonly Outcome[],
  results: ReadonlyMap<string, Comparison>,
  complete: boolean,
): { lines: string[]; failed: boolean } {
  const wrong: string[] = [];
  const used = new Set<Exception>();
  let same = 0;
  for (const outcome of outcomes) {
    if (!('raster' in outcome)) continue;
    const result = results.get(outcome.name);
    const exception = exceptionOf(outcome.name);
    if (exception !== undefined) used.add(exception);
    const fault = result === undefined ? 'was not compared' : faultOf(result, exception);
    if (fault === undefined) same++;
    else wrong.push(`  ${outcome.name}: ${fault}`);
  }
  const idle = complete ? EXCEPTIONS.filter((each) => !used.has(each)) : [];
  const codes = outcomes.flatMap((each) => ('rejected' in each ? [each.rejected] : []));
  const counts = [...new Set(codes)].sort().map((code) => `${codes.filter((each) => each === code).length} ${code}`);
  return {
    lines: [
      `${outcomes.length} pictures: ${same} as expected, ${wrong.length} not, ${codes.length} rejected (${counts.join(', ')}).`,
      ...wrong,
      ...EXCEPTIONS.filter((each) => used.has(each)).map(
        (each) => `  excepted ${outcomes.filter(({ name }) => each.pictures.test(name)).length}: ${each.reason}`,
      ),
      ...idle.map(({ pictures }) => `  The exception ${String(pictures)} matches no accepted picture: remove it.`),
    ],
    failed: wrong.length > 0 || idle.length > 0,
  };
}

function faultOf(result: Comparison, exception: Exception | undefined): string | undefined {
  const isCompared = exception === undefined || exception.like !== undefined || exception.colour !== undefined;
  if ('error' in result) return isCompared ? result.error : undefined;
  const { colour, alpha, variants } = result;
  const most = exception?.colour ?? MOST.colour;
  const isOff = isCompared && (colour > most || alpha > MOST.alpha);
  if (!isOff && variants <= MOST.variants) return undefined;
  return `colours differ by ${colour}, alpha by ${alpha}, variants by ${variants}`;
}
