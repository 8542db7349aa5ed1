import { type CloudFrontClient, GetInvalidationCommand, ListInvalidationsCommand } from '@aws-sdk/client-cloudfront';

import { describe } from '../ask.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import { secondsOf, until } from '../pace.ts';
import type { Run } from '../run.ts';
import type { ReadySample } from '../samples.ts';
import { cdnOf, isImage, urlOf, variantsOf, view } from '../variants.ts';

/** CloudFront's clock need not be this machine's. */
const CLOCKS_APART_MS = 5 * 60_000;

const purge: Check = {
  id: 'purge',
  title: 'The CDN is told of what was replaced',
  expected: 'an invalidation of the distribution that covers the path, after the window of purge',
  advice:
    "Look at purge's schedule, its trigger and its log. AccessDenied: its role may not invalidate. TooManyInvalidations: " +
    'something else takes up the 15 wildcards of the distribution. With `purge.window_minutes` above 1, run this again ' +
    'with so many more seconds of --patience and --limit.',
  needs: ['upload'],
  run: async (run) => {
    const { distributionId } = withPurge(run);
    const since = new Date(Date.now() - CLOCKS_APART_MS);
    // Both now, so that one window of purge is enough for the two.
    const [{ sample }] = await Promise.all([replaced(run), deleted(run)]);
    const known = new Map<string, string[]>();
    const seen = await until(run.pace, async () => {
      await learn(run.clients.cloudfront, distributionId, since, known);
      return [...known.values()].flat().find((path) => covers(path, sample.path)) ?? null;
    });
    if (seen === null) throw new Wrong(`no invalidation of ${sample.path} within ${run.pace.patience / 1000} s`);
    return `${seen.value}, ${seen.seconds} s after the new variants were there`;
  },
};

const replace: Check = {
  id: 'replace',
  title: 'A replaced original is another at the CDN',
  expected: 'the new image, within the window of purge and the time that an invalidation takes',
  advice:
    'The invalidation was asked for, but the old image is still answered: look for a cache of your own in front of the ' +
    "CDN, and at the invalidation's state.",
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
    return `the new image, ${secondsOf(performance.now() - since)} s after its variants were there`;
  },
};

const remove: Check = {
  id: 'delete',
  title: 'A deleted original is gone from the CDN',
  expected: 'no image, within the window of purge and the time that an invalidation takes',
  advice:
    'Look whether variants of the path are still in the bucket: if so, process has not seen the deletion: its log, and ' +
    "whether the bucket's notification tells of s3:ObjectRemoved:*. If not, look for a cache of your own in front of the CDN, and at the invalidation's state.",
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
  const cdn = cdnOf(stack);
  if (stack.functions.purge !== undefined) return cdn;
  throw new NotChecked('The stack has no purge: viewers see the old image for as long as `cache_control` says.');
}

interface Changed {
  readonly sample: ReadySample;
  /** What the CDN answered before. */
  readonly before: Buffer;
  /** When it was changed, by `performance.now()`. */
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

/** Has the CDN keep an image of a new sample. */
async function seenOnce(run: Run, name: string) {
  const sample = await run.samples.make(name);
  const [wanted] = variantsOf(run.stack, sample);
  if (wanted === undefined) throw new NotChecked('The stack has no presets.');
  const answer = await view(run, wanted, sample.path);
  if (!isImage(answer)) throw new Wrong(`${urlOf(wanted, sample.path)} was answered ${describe(answer)}`);
  return { sample, bytes: answer.bytes };
}

/** Adds the paths of each invalidation since then that is not known yet. */
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

/** Whether an invalidation's path, a wildcard at its end or not, covers the variants of an ordinary path. */
const covers = (invalidated: string, path: string): boolean =>
  invalidated.endsWith('*') && `/${path}/`.startsWith(invalidated.slice(0, -1));

export const changes = [purge, replace, remove];
