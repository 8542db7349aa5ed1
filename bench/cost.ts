import { type CostLine as Line, costOf, requestsOfPhoto, usageOf } from '../ops/cost/model.ts';
import { pricesOf, REFERENCE } from '../ops/cost/prices.ts';

export interface CostLine {
  readonly what: string;
  readonly formula: string;
  /** USD per 1,000 photos. */
  readonly dollars: number;
}

/** Costs of 1,000 new photos of so many variants, for this duration and memory each (MB of 2^20 bytes). */
export function costOfThousand(milliseconds: number, memory: number, variants: number): CostLine[] {
  const usage = usageOf(1000, requestsOfPhoto(variants), { milliseconds, memory, architecture: 'arm64' });
  return costOf(usage, pricesOf(REFERENCE).prices).map(({ what, count, price, dollars }: Line) => ({
    what,
    formula: `${count.toLocaleString('en-US', { maximumFractionDigits: 1 })} × $${price < 1e-5 ? `${(price * 1e6).toFixed(2)} per million` : `${price} per GB-second`}`,
    dollars,
  }));
}
