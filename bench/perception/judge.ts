import type { Figures } from './figures.ts';

/**
 * What a point of SSIMULACRA2 costs in bytes around the qualities that are used: 5.2 to 6.2 % in each of JPEG, WebP and
 * AVIF, by their own quality settings.
 */
const POINT = 0.055;

/** Bytes that a change may lose on balance: rounding, and another build of an encoder. */
const TOLERANCE = 0.005;

/** Points that the worst, and the tenth percentile, may lose. */
const MOST_LOST = { worst: 1, p10: 0.5 } as const;

/** What a change loses more than it gains, as sentences; none if it may stay. */
export function lossesOf(before: readonly Figures[], after: readonly Figures[]): string[] {
  return before.flatMap((old) => {
    const now = after.find(({ who, format }) => who === old.who && format === old.format);
    if (now === undefined) return [`${old.who} has no ${old.format} any more.`];
    const name = `${now.format} of ${now.who}`;
    const losses: string[] = [];
    // At the price of points in bytes, so that fewer bytes for a worse picture are no gain, nor the reverse.
    const balance = Math.log(now.bytes / old.bytes) - POINT * (now.mean - old.mean);
    if (balance > TOLERANCE) {
      losses.push(
        `${name}: ${percent(now.bytes)} of the bytes at ${now.mean} points, before ${percent(old.bytes)} at ${old.mean}: ` +
          `that is ${percent(balance)} more bytes at equal quality.`,
      );
    }
    for (const [figure, most] of Object.entries(MOST_LOST) as [keyof typeof MOST_LOST, number][]) {
      if (now[figure] < old[figure] - most) {
        losses.push(`${name}: ${figure} is ${now[figure]} points, before ${old[figure]}; it may lose ${most}.`);
      }
    }
    return losses;
  });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
