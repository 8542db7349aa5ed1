import pMap from 'p-map';

import { createKeys, foldersOf } from '../../handler/src/keys.ts';
import { createPlan } from '../../handler/src/recipe.ts';
import { isFolderMarker } from '../../handler/src/reconcile/observe.ts';
import { createStore } from '../../handler/src/store/index.ts';
import { walk, type Walked } from '../../handler/src/store/walk.ts';
import { costOf, MEASURED, millisecondsOf, REQUESTS_OF_REMAKE, timingOf, totalOf, usageOf } from '../cost/model.ts';
import { PRICES_OF, pricesOf } from '../cost/prices.ts';
import { configOf } from '../stack/stack.ts';
import type { Found } from '../with-stack.ts';
import { type Estimate, estimate, paceFor, Reservoir, workOf } from './plan.ts';

export interface BackfillPlan extends Estimate {
  readonly stack: string;
  /** Originals that were looked at for it. */
  readonly sampled: number;
  /** Originals queued per second, and messages that may wait before it gives way to uploads. */
  readonly rate: number;
  readonly backlog: number;
  readonly minutes: number;
  readonly dollars: number;
  readonly prices: string;
}

const AT_ONCE = 32;

/** Counts all originals, which costs a LIST for each thousand, and looks at the manifests of a random sample. */
export async function planBackfill(found: Found, sample: number): Promise<BackfillPlan> {
  const { stack, clients } = found;
  const { config, bucket, variantsBucket } = stack;
  const { prefixes, cacheControl } = config;
  const keys = createKeys(prefixes);
  const reservoir = new Reservoir<Walked>(sample);
  for (const folder of foldersOf(prefixes)) {
    for await (const object of walk(clients.s3, bucket, prefixes.originals + folder, null)) {
      const original = { ...object, key: folder + object.key };
      if (isFolderMarker(original.key, original) || !keys.storable(original.key)) continue;
      reservoir.add(original);
    }
  }
  const plan = createPlan(config);
  const store = createStore({ client: clients.s3, bucket, variantsBucket, keys, cacheControl });
  const settledBefore = Date.now() - (configOf(stack, 'sweep')?.sweep?.minimumAge ?? 0) * 1000;
  const works = await pMap(
    reservoir.sample,
    // A manifest's own time is not asked for: a repeated upload of the same bytes is rare, and the sweep sees it.
    async (original) => workOf(original, await store.manifests.read(original.key), Infinity, plan, settledBefore),
    { concurrency: AT_ONCE },
  );
  const work = estimate(reservoir.seen, works);
  const { process } = stack.functions;
  const variants = plan.made.size;
  const milliseconds = millisecondsOf(work.share * (variants / MEASURED.variants));
  const concurrency = process?.triggers[0]?.maximumConcurrency ?? process?.reserved ?? 10;
  const pace = paceFor(concurrency, milliseconds / 1000);
  const { prices, of } = pricesOf(stack.region);
  const remade = usageOf(work.outdated, REQUESTS_OF_REMAKE, timingOf(process, milliseconds));
  // The sweep lists originals and manifests, and reads every manifest.
  const whole = {
    ...remade,
    s3PutOrList: remade.s3PutOrList + work.make + work.originals / 500,
    s3Get: remade.s3Get + work.originals,
  };
  return {
    ...work,
    stack: stack.name,
    sampled: works.length,
    ...pace,
    minutes: Math.ceil(work.outdated / pace.rate / 60),
    dollars: totalOf(costOf(whole, prices)),
    prices: `${of}, ${PRICES_OF}`,
  };
}
