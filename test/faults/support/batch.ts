import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';

import { record } from './director.ts';
import { type Expected, expectedOf } from './expected.ts';
import type { Fault } from './fault.ts';
import { type Violation, violations } from './invariant.ts';
import { type Entry, entryFor, upload, type Uploader } from './ledger.ts';
import type { ObservedRequest } from './observed-request.ts';
import type { Site } from './site.ts';

/** Originals that are uploaded once and not changed. */
export interface Batch {
  readonly entries: readonly Entry[];
  /** @param within milliseconds over which the uploads are spread; all at once by default. */
  readonly upload: (within?: number) => Promise<void>;
  readonly violations: () => Promise<Violation[]>;
}

/**
 * @param pictureOf number of each original's image.
 * @param fault the fault of a request while the batch is observed.
 */
export async function watchBatch(
  site: Site,
  pictures: readonly Buffer[],
  count: number,
  pictureOf: (number: number) => number,
  fault: (sight: ObservedRequest) => Fault | null = () => null,
): Promise<Batch> {
  const folder = `batch-${Date.now().toString(36)}`;
  const entries = Array.from({ length: count }, (_, number) =>
    entryFor(folder, number, { picture: pictureOf(number), changes: [], kills: [], copies: [] }),
  );
  const expected: Expected[] = await pMap(pictures, (bytes) => expectedOf(bytes, site.config), { concurrency: 1 });
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  site.proxy.director = {
    before: fault,
    after: (sight, status, befell) => {
      const entry = byPath.get(sight.path ?? '');
      if (entry) record(entry, sight, status, befell);
    },
  };
  const { s3, bucket, config } = site;
  const uploader: Uploader = { s3, bucket, originals: config.prefixes.originals, pictures };
  return {
    entries,
    upload: async (within = 0) => {
      const start = performance.now();
      const uploadInTurn = async (entry: Entry, index: number): Promise<void> => {
        await sleep(Math.max(0, start + (index / count) * within - performance.now()));
        await upload(uploader, entry, entry.plan.picture);
      };
      await pMap(entries, uploadInTurn, { concurrency: 8 });
    },
    violations: () => violations(site, folder, entries, expected),
  };
}
