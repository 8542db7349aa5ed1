import { type Answer, describe } from '../ask.ts';
import { type Check, Wrong } from '../check.ts';
import { until } from '../pace.ts';
import type { Run } from '../run.ts';
import { cdnOf, isImage, variantsOf, view } from '../variants.ts';
import { MAIN } from './upload.ts';

const LATER = 'later.jpg';

const isMissing = ({ status, headers }: Answer): boolean =>
  headers['x-darkroom-error'] === 'no_original' && (status === 404 || status === 200);

/** Seconds that a CDN may cache this according to Cache-Control; null if it sets no limit. */
function keptFor({ headers }: Answer): number | null {
  const told = headers['cache-control'] ?? '';
  const [, seconds] = /\bs-maxage=(\d+)/.exec(told) ?? /\bmax-age=(\d+)/.exec(told) ?? [];
  if (seconds !== undefined) return Number(seconds);
  return told.includes('no-store') ? 0 : null;
}

const missing: Check = {
  id: 'missing',
  title: 'A path that was never uploaded is a 404 with limited caching',
  expected:
    '404 no_original (or the `fallback` image with that code), with a Cache-Control that limits caching, and a ' +
    'distribution that caches no error for longer',
  advice:
    "If errors are cached for longer, the distribution's error caching was changed: apply again. " +
    '403: CloudFront may not invoke render. 404 without X-Darkroom-Error: the response is not from render. ' +
    "502 or 504: render's log gives the reason.",
  needs: ['render'],
  run: async (run) => {
    const first = await run.samples.once('missing', () => ask(run));
    if (!isMissing(first)) throw new Wrong(describe(first));
    const told = keptFor(first);
    if (told === null) throw new Wrong(`${describe(first)}, and no Cache-Control limits how long it is cached`);
    const longer = [...cdnOf(run.stack).errorSeconds].filter(([, seconds]) => seconds > told);
    if (longer.length > 0) {
      const kept = longer.map(([status, seconds]) => `${status} for ${seconds} s`).join(', ');
      throw new Wrong(`${describe(first)}, but the distribution caches every ${kept} at least`);
    }
    return `${describe(first)}; requested again: ${describe(await ask(run))}`;
  },
};

const appears: Check = {
  id: 'appears',
  title: 'An upload replaces an earlier 404 of its path',
  expected: 'the image, once the cached 404 has expired or purge has invalidated its path',
  advice:
    "The CDN caches the 404 for too long: check the distribution's error caching, purge's log, and any cache of your " +
    'own in front of the CDN.',
  needs: ['missing', 'upload'],
  run: async (run) => {
    const sample = await run.samples.make(LATER);
    const [wanted] = variantsOf(run.stack, sample);
    let last: Answer | undefined;
    // The patience is for what render says; a CDN of somebody's own may keep a 404 for longer.
    const longer = Math.max(0, (await keptSeconds(run)) - USUAL_SECONDS);
    const patience = run.pace.patience + longer * 1000;
    const seen = await until({ ...run.pace, patience }, async () => {
      if (wanted === undefined) return null;
      last = await view(run, wanted, sample.path);
      return isImage(last) ? last : null;
    });
    if (seen !== null) return `${seen.seconds} s after its variants existed`;
    throw new Wrong(`${last === undefined ? 'nothing' : describe(last)} for ${patience / 1000} s`);
  },
};

/** For how long render lets the CDN keep a 404. */
const USUAL_SECONDS = 60;

/** For how long the CDN was told, or is configured, to keep the 404 that it has seen. */
async function keptSeconds(run: Run): Promise<number> {
  const first = await run.samples.once('missing', () => ask(run));
  return Math.max(keptFor(first) ?? 0, run.stack.cdn?.errorSeconds.get(404) ?? 0);
}

async function ask(run: Run): Promise<Answer> {
  cdnOf(run.stack);
  const [wanted] = variantsOf(run.stack, await run.samples.make(MAIN));
  if (wanted === undefined) throw new Wrong('The stack has no presets.');
  return view(run, wanted, run.samples.folder + LATER);
}

export const notThere = [missing, appears];
