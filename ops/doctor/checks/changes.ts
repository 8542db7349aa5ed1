import { type CloudFrontClient, GetInvalidationCommand, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront';

import { configOf } from '../../stack/stack.ts';
import { describe } from '../ask.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import { secondsOf, until } from '../pace.ts';
import type { Run } from '../run.ts';
import type { ReadySample } from '../samples.ts';
import { scheduleOf } from '../schedule.ts';
import { cdnOf, isImage, urlOf, variantsOf, view } from '../variants.ts';

/** Tolerated difference between CloudFront's clock and this machine's. */
const CLOCKS_APART_MS = 5 * 60_000;

const purge: Check = {
  id: 'purge',
  title: 'Replaced originals are invalidated',
  expected: "an enabled schedule, and an invalidation that covers the path, after purge's window",
  advice:
    "Check purge's schedule, trigger and log. AccessDenied: its role may not invalidate. TooManyInvalidations: other " +
    'invalidations use up the 15 wildcards of the distribution. With `purge.window_minutes` above 1, run the doctor ' +
    'again with --patience and --limit increased accordingly.',
  needs: ['upload'],
  run: async (run) => {
    const { distributionId, uriPrefix, name } = withPurge(run);
    // Not waited for: without a tick there is no invalidation.
    await scheduleOf(run, name);
    const since = new Date(Date.now() - CLOCKS_APART_MS);
    // Both now, so that one window of purge covers both.
    const [{ sample }] = await Promise.all([replaced(run), deleted(run)]);
    const known = new Map<string, string[]>();
    const seen = await until(run.pace, async () => {
      await learn(run.clients.cloudfront, distributionId, since, known);
      return [...known.values()].flat().find((path) => covers(path, uriPrefix, sample.path)) ?? null;
    });
    if (seen === null) throw new Wrong(`no invalidation of ${sample.path} within ${run.pace.patience / 1000} s`);
    return `${seen.value}, ${seen.seconds} s after the new variants existed`;
  },
};

const replace: Check = {
  id: 'replace',
  title: 'The CDN serves the new image of a replaced original',
  expected: "the new image, within purge's window and the time of an invalidation",
  advice:
    'The invalidation was created, but the old image is still served: check the status of the invalidation, and any ' +
    'cache of your own in front of the CDN.',
  needs: ['upload', 'purge'],
  run: async (run) => {
    const { sample, before, since } = await replaced(run);
    const [wanted] = variantsOf(run.stack, sample);
    const seen = await until(run.pace, async () => {
      if (wanted === undefined) return null;
      const answer = await view(run, wanted, sample.path);
      return isImage(answer) && !answer.bytes.equals(before) ? true : null;
    });
    if (seen === null) throw new Wrong(`the old image for ${run.pace.patience / 1000} s`);
    return `the new image, ${secondsOf(performance.now() - since)} s after its variants existed`;
  },
};

const remove: Check = {
  id: 'delete',
  title: 'The CDN no longer serves a deleted original',
  expected: "no image, within purge's window and the time of an invalidation",
  advice:
    'If variants of the path are still in the bucket, process did not handle the deletion: check its log, and ' +
    "whether the bucket's notification includes s3:ObjectRemoved:*. Otherwise check the status of the invalidation, " +
    'and any cache of your own in front of the CDN.',
  needs: ['upload', 'purge'],
  run: async (run) => {
    const { sample, since } = await deleted(run);
    const [wanted] = variantsOf(run.stack, sample);
    const seen = await until(run.pace, async () => {
      if (wanted === undefined) return null;
      const answer = await view(run, wanted, sample.path);
      return isImage(answer) ? null : answer;
    });
    if (seen === null) throw new Wrong(`the image for ${run.pace.patience / 1000} s`);
    return `${describe(seen.value)}, ${secondsOf(performance.now() - since)} s after it was deleted`;
  },
};

function withPurge({ stack }: Run) {
  const { distributionId } = cdnOf(stack);
  const { purge: made } = stack.functions;
  if (made !== undefined && distributionId !== undefined) {
    return { distributionId, uriPrefix: configOf(stack, 'purge')?.purge?.uriPrefix ?? '', name: made.name };
  }
  throw new NotChecked('The stack has no purge: viewers see old images for as long as `cache_control` allows.');
}

interface Changed {
  readonly sample: ReadySample;
  /** The image that the CDN served before. */
  readonly before: Buffer;
  /** Time of the change, from `performance.now()`. */
  readonly since: number;
}

const replaced = (run: Run): Promise<Changed> =>
  run.samples.once('replaced', async () => {
    const before = await seenOnce(run, 'replaced.jpg');
    const sample = await run.samples.ready(await run.samples.upload('replaced.jpg'));
    return { sample, before: before.bytes, since: performance.now() };
  });

const deleted = (run: Run): Promise<Changed> =>
  run.samples.once('deleted', async () => {
    const { sample, bytes } = await seenOnce(run, 'deleted.jpg');
    await run.samples.remove(sample.path);
    return { sample, before: bytes, since: performance.now() };
  });

/** Uploads a sample and requests it, so that the CDN caches an image of it. */
async function seenOnce(run: Run, name: string) {
  const sample = await run.samples.make(name);
  const [wanted] = variantsOf(run.stack, sample);
  if (wanted === undefined) throw new NotChecked('The stack has no presets.');
  const answer = await view(run, wanted, sample.path);
  if (!isImage(answer)) throw new Wrong(`${urlOf(wanted, sample.path)} returned ${describe(answer)}`);
  return { sample, bytes: answer.bytes };
}

/** Adds the paths of each new invalidation since then. */
async function learn(
  cloudfront: CloudFrontClient,
  DistributionId: string,
  since: Date,
  known: Map<string, string[]>,
): Promise<void> {
  const { InvalidationList } = await cloudfront.send(new ListInvalidationsCommand({ DistributionId, MaxItems: 100 }));
  for (const { Id = '', CreateTime } of InvalidationList?.Items ?? []) {
    if (known.has(Id) || (CreateTime !== undefined && CreateTime < since)) continue;
    const { Invalidation } = await cloudfront.send(new GetInvalidationCommand({ DistributionId, Id }));
    known.set(Id, Invalidation?.InvalidationBatch?.Paths?.Items ?? []);
  }
}

/** Whether an invalidation path covers the variants of an ordinary path; only a trailing wildcard can. */
const covers = (invalidated: string, prefix: string, path: string): boolean =>
  invalidated.endsWith('*') && `${prefix}/${path}/`.startsWith(invalidated.slice(0, -1));

export const changes = [purge, replace, remove];
