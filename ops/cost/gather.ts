import { PROCESS_METRICS } from '../../handler/src/process/metrics.ts';
import { PURGE_METRICS } from '../../handler/src/purge/metrics.ts';
import { createPlan } from '../../handler/src/recipe.ts';
import { RENDER_METRICS } from '../../handler/src/render/metrics.ts';
import { figures, type Wanted } from '../metrics.ts';
import type { Found } from '../with-stack.ts';
import {
  type CostLine,
  costOf,
  MEASURED,
  millisecondsOf,
  REQUESTS_OF_LOOK,
  REQUESTS_OF_RENDER,
  requestsOfPhoto,
  timingOf,
  together,
  totalOf,
  type Usage,
  usageOf,
} from './model.ts';
import { PRICES_OF, pricesOf } from './prices.ts';

/** What a stack's counters say of a period; null where CloudWatch has nothing. */
export interface Counters {
  readonly transformed: number | null;
  readonly unchanged: number | null;
  readonly rejected: number | null;
  readonly rendered: number | null;
  readonly purgePaths: number | null;
  /** By function: invocations, and their duration in milliseconds together. */
  readonly functions: readonly {
    use: string;
    memory: number;
    invocations: number | null;
    milliseconds: number | null;
  }[];
}

export interface Cost {
  readonly stack: string;
  readonly region: string;
  /** Month of the price list, and the region that it is of. */
  readonly prices: { readonly month: string; readonly of: string };
  readonly days: number;
  readonly past: { readonly counters: Counters; readonly lines: readonly CostLine[]; readonly dollars: number };
  /** Milliseconds of process for an upload: measured over the period, or of the benchmark. */
  readonly photo: { readonly milliseconds: number; readonly measured: boolean; readonly variants: number };
  readonly million: { readonly lines: readonly CostLine[]; readonly dollars: number };
  /** USD that one more preset with plain, WebP and AVIF adds to a million uploads. */
  readonly preset: number;
}

/** Files of a preset by default. */
const FILES_OF_PRESET = 3;

export async function gatherCost(found: Found, days: number): Promise<Cost> {
  const { stack } = found;
  const { prices, of } = pricesOf(stack.region);
  const variants = createPlan(stack.config).made.size;
  const counters = await countersOf(found, days);
  const process = counters.functions.find(({ use }) => use === 'process');
  const measured = perPhoto(counters, process?.milliseconds ?? null);
  const milliseconds = measured ?? millisecondsOf(variants / MEASURED.variants);
  const photos = (count: number, of: number, each: number): Usage =>
    usageOf(count, requestsOfPhoto(of), timingOf(stack.functions.process, each));
  const { architecture } = timingOf(stack.functions.process, 0);
  const past = costOf(usageOfPast(counters, variants, architecture), prices);
  const million = costOf(photos(1e6, variants, milliseconds), prices);
  const transform = Math.max(0, milliseconds - MEASURED.waiting);
  const more = variants === 0 ? MEASURED.transform / 3 : transform * (FILES_OF_PRESET / variants);
  const larger = costOf(photos(1e6, variants + FILES_OF_PRESET, milliseconds + more), prices);
  return {
    stack: stack.name,
    region: stack.region,
    prices: { month: PRICES_OF, of },
    days,
    past: { counters, lines: past, dollars: totalOf(past) },
    photo: { milliseconds: Math.round(milliseconds), measured: measured !== null, variants },
    million: { lines: million, dollars: totalOf(million) },
    preset: totalOf(larger) - totalOf(million),
  };
}

/** Milliseconds of process for each original that was made; null if none was, or CloudWatch does not say. */
function perPhoto({ transformed, unchanged }: Counters, milliseconds: number | null): number | null {
  if (transformed === null || transformed === 0 || milliseconds === null) return null;
  return Math.max(0, milliseconds - (unchanged ?? 0) * MEASURED.waiting) / transformed;
}

/** What the counters come to: durations as Lambda measured them, requests as the model has them. */
function usageOfPast(counters: Counters, variants: number, architecture: Usage['architecture']): Usage {
  const { transformed, unchanged, rejected, rendered, purgePaths, functions } = counters;
  const timing = { milliseconds: 0, memory: 0, architecture };
  return {
    ...together(
      usageOf(transformed ?? 0, requestsOfPhoto(variants), timing),
      // A rejection is the manifest of an original without variants.
      usageOf(rejected ?? 0, requestsOfPhoto(0), timing),
      usageOf(unchanged ?? 0, REQUESTS_OF_LOOK, timing),
      usageOf(rendered ?? 0, REQUESTS_OF_RENDER, timing),
    ),
    lambdaRequests: functions.reduce((total, { invocations }) => total + (invocations ?? 0), 0),
    gigabyteSeconds: functions.reduce((total, { milliseconds, memory }) => {
      return total + ((milliseconds ?? 0) / 1000) * (memory / 1024);
    }, 0),
    invalidationPaths: purgePaths ?? 0,
  };
}

async function countersOf({ stack, clients }: Found, days: number): Promise<Counters> {
  const own = (metric: string): Wanted => {
    return { namespace: 'Darkroom', metric, dimensions: { stack: stack.name }, statistic: 'Sum' };
  };
  const functions = Object.values(stack.functions);
  const lambda = functions.flatMap(({ use, name }) =>
    ['Invocations', 'Duration'].map((metric): [string, Wanted] => [
      `${use} ${metric}`,
      { namespace: 'AWS/Lambda', metric, dimensions: { FunctionName: name }, statistic: 'Sum' },
    ]),
  );
  const found = await figures(
    clients.cloudwatch,
    {
      transformed: own(PROCESS_METRICS.transforms),
      unchanged: own(PROCESS_METRICS.unchanged),
      rejected: own(PROCESS_METRICS.rejected),
      rendered: own(RENDER_METRICS.rendered),
      purgePaths: own(PURGE_METRICS.paths),
      ...Object.fromEntries(lambda),
    },
    days * 86_400,
  );
  const of = (name: string): number | null => (found as Readonly<Record<string, number | null>>)[name] ?? null;
  return {
    transformed: of('transformed'),
    unchanged: of('unchanged'),
    rejected: of('rejected'),
    rendered: of('rendered'),
    purgePaths: of('purgePaths'),
    functions: functions.map(({ use, memory }) => ({
      use,
      memory,
      invocations: of(`${use} Invocations`),
      milliseconds: of(`${use} Duration`),
    })),
  };
}
