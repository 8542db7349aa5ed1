import { type Answer, describe } from '../ask.ts';
import { type Check, Wrong } from '../check.ts';
import { until } from '../pace.ts';
import type { Run } from '../run.ts';
import { cdnOf, isImage, variantsOf, view } from '../variants.ts';
import { MAIN } from './upload.ts';

const LATER = 'later.jpg';

const isMissing = ({ status, headers }: Answer): boolean =>
  headers['x-darkroom-error'] === 'no_original' && (status === 404 || status === 200);

/** Seconds that a CDN may keep this, by its Cache-Control; null where that says nothing. */
function keptFor({ headers }: Answer): number | null {
  const told = headers['cache-control'] ?? '';
  const [, seconds] = /\bs-maxage=(\d+)/.exec(told) ?? /\bmax-age=(\d+)/.exec(told) ?? [];
  if (seconds !== undefined) return Number(seconds);
  return told.includes('no-store') ? 0 : null;
}

const missing: Check = {
  id: 'missing',
  title: 'What was never uploaded is a 404, and not kept for long',
  expected:
    '404 no_original (or the `fallback` image under that code), with a Cache-Control that says for how long, and a ' +
    'distribution that keeps no error for longer',
  advice:
    "What is kept for longer is the distribution's error caching, which somebody changed: apply again. " +
    "403: CloudFront may not invoke render. 404 without X-Darkroom-Error: something else answers in render's place. " +
    '502 or 504: its log says why.',
  needs: ['render'],
  run: async (run) => {
    const first = await ask(run);
    if (!isMissing(first)) throw new Wrong(describe(first));
    const told = keptFor(first);
    if (told === null) throw new Wrong(`${describe(first)}, and nothing says how long it is kept`);
    const longer = [...cdnOf(run.stack).errorSeconds].filter(([, seconds]) => seconds > told);
    if (longer.length > 0) {
      const kept = longer.map(([status, seconds]) => `${status} for ${seconds} s`).join(', ');
      throw new Wrong(`${describe(first)}, but the distribution keeps every ${kept} at least`);
    }
    return `${describe(first)}; asked again at once: ${describe(await ask(run))}`;
  },
};

const appears: Check = {
  id: 'appears',
  title: 'A later upload of a path that was a 404 is seen',
  expected: 'the image, once the 404 may no longer be kept or purge has named its path',
  advice:
    "The CDN keeps the 404 for longer than it should: look at the distribution's error caching, at purge's log, and for " +
    'a cache of your own in front.',
  needs: ['missing', 'upload'],
  run: async (run) => {
    const sample = await run.samples.make(LATER);
    const [wanted] = variantsOf(run.stack, sample);
    let last: Answer | undefined;
    const seen = await until(run.pace, async () => {
      if (wanted === undefined) return null;
      last = await view(run, wanted, sample.path);
      return isImage(last) ? last : null;
    });
    if (seen !== null) return `${seen.seconds} s after its variants were there`;
    throw new Wrong(`${last === undefined ? 'nothing' : describe(last)} for ${run.pace.patience / 1000} s`);
  },
};

async function ask(run: Run): Promise<Answer> {
  cdnOf(run.stack);
  const [wanted] = variantsOf(run.stack, await run.samples.make(MAIN));
  if (wanted === undefined) throw new Wrong('there is no preset');
  return view(run, wanted, run.samples.folder + LATER);
}

export const notThere = [missing, appears];
