import pMap from 'p-map';

import { describe } from '../ask.ts';
import { type Check, Wrong } from '../check.ts';
import { cdnOf, expectImage, storedVariantsOf, urlOf, variantsOf, view } from '../variants.ts';

/** Names that URLs, signatures and S3 are known to interpret differently. */
const AWKWARD: Readonly<Record<string, string>> = {
  'a space': 'a b.jpg',
  '+': 'a+b.jpg',
  '%': '100%.jpg',
  '%20': 'a%20b.jpg',
  '@': 'a@b.jpg',
  parentheses: 'a(1).jpg',
  quotes: `it's "a".jpg`,
  'non-ASCII': 'fünf–五.jpg',
};

/** Number of samples in progress at once. */
const AT_ONCE = 4;

const ADVICE =
  'AWS interprets a name differently from what the design assumes. Please report this with the URL, the response and ' +
  'its x-amz-cf-id. Until it is fixed, use only letters, digits, `-`, `_` and `.` in the names of originals.';

const pathsStored: Check = {
  id: 'paths-stored',
  title: 'Names with special characters are served from the bucket',
  expected: `originals with ${Object.keys(AWKWARD).join(', ')} in their names: the stored bytes, twice`,
  advice: ADVICE,
  needs: ['stored'],
  run: (run) =>
    eachName(async (what, file) => {
      cdnOf(run.stack);
      const sample = await run.samples.make(file);
      const [wanted] = storedVariantsOf(run.stack, sample);
      if (wanted === undefined) return null;
      const bytes = await run.samples.variant(sample.path, wanted.name);
      for (const answer of [await view(run, wanted, sample.path), await view(run, wanted, sample.path)]) {
        expectImage(answer, `${what}: ${urlOf(wanted, sample.path)}`, bytes);
        if (answer.headers['x-darkroom'] !== undefined) return `${what}: returned ${describe(answer)}`;
      }
      return null;
    }),
};

const pathsMissing: Check = {
  id: 'paths-missing',
  title: 'Names with special characters are rendered',
  expected: `originals with ${Object.keys(AWKWARD).join(', ')} in their names: rendered on a miss, then cached`,
  advice: ADVICE,
  needs: ['render'],
  run: (run) =>
    eachName(async (what, file) => {
      const sample = await run.samples.make(file);
      // Not the variant that paths-stored requests.
      const wanted = variantsOf(run.stack, sample).at(-1);
      if (wanted === undefined) return null;
      const bytes = wanted.name === undefined ? null : await run.samples.lose(sample.path, wanted.name);
      const miss = await view(run, wanted, sample.path);
      expectImage(miss, `${what}: ${urlOf(wanted, sample.path)}`, bytes);
      expectImage(
        await view(run, wanted, sample.path),
        `${what}, requested again: ${urlOf(wanted, sample.path)}`,
        miss.bytes,
      );
      return miss.headers['x-darkroom'] === undefined ? `${what}: returned ${describe(miss)}` : null;
    }),
};

/** Checks all names, so that the result lists every wrong one. */
async function eachName(look: (what: string, file: string) => Promise<string | null>): Promise<string> {
  const all = Object.entries(AWKWARD);
  const problems = await pMap(
    all,
    ([what, file]) =>
      look(what, file).catch((error: unknown) => {
        if (error instanceof Wrong) return error.message;
        throw error;
      }),
    { concurrency: AT_ONCE },
  );
  const found = problems.filter((problem) => problem !== null);
  if (found.length > 0) throw new Wrong(`${found.length} of ${all.length} are wrong. ${found.join('; ')}`);
  return `all ${all.length}`;
}

export const paths = [pathsStored, pathsMissing];
