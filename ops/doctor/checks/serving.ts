import { describe } from '../ask.ts';
import { type Check, Wrong } from '../check.ts';
import { acceptOf, cdnOf, expectImage, storedVariantsOf, urlOf, variantsOf, view } from '../variants.ts';
import { MAIN } from './upload.ts';

const stored: Check = {
  id: 'stored',
  title: 'The CDN serves stored variants from the bucket',
  expected: 'the bytes stored in the bucket, not served by render (no X-Darkroom header)',
  advice:
    'S3 refuses the CDN, and each image costs an invocation of render: compare the bucket policy (statement ' +
    "ReadByCloudFront), the origin access control and the policy of your own KMS key, if any, with the module's plan.",
  needs: ['upload'],
  run: async (run) => {
    cdnOf(run.stack);
    const sample = await run.samples.make(MAIN);
    const variants = storedVariantsOf(run.stack, sample);
    for (const wanted of variants) {
      const answer = await view(run, wanted, sample.path);
      const url = urlOf(wanted, sample.path);
      expectImage(answer, url, await run.samples.variant(sample.path, wanted.name));
      if (answer.headers['x-darkroom'] !== undefined) throw new Wrong(`${url} returned ${describe(answer)}`);
    }
    return `${variants.length} variants of ${variants[0]?.preset ?? ''}, byte for byte`;
  },
};

const formats: Check = {
  id: 'formats',
  title: 'Each browser gets the best format that it accepts',
  expected: 'the same bytes for an Accept header as for that format in the URL, and `Vary: Accept`',
  advice:
    "The viewer function is not this module's, or is not attached to the distribution: apply again, and check the " +
    'default cache behaviour of the distribution.',
  needs: ['upload'],
  run: async (run) => {
    const { url } = cdnOf(run.stack);
    const sample = await run.samples.make(MAIN);
    const variants = variantsOf(run.stack, sample);
    const plain = variants.find(({ format }) => format === 'plain');
    const came: string[] = [];
    for (const wanted of variants) {
      const named = await view(run, wanted, sample.path);
      expectImage(named, urlOf(wanted, sample.path), null);
      const chosen = urlOf({ ...wanted, format: 'plain' }, sample.path);
      const answer = await run.ask(url, chosen, { accept: acceptOf(wanted.format) });
      expectImage(answer, `${chosen} with Accept: ${acceptOf(wanted.format)}`, named.bytes);
      if (!/accept/i.test(answer.headers.vary ?? '')) throw new Wrong(`${chosen} was returned without Vary: Accept`);
      came.push(`${wanted.format} as ${answer.headers['content-type'] ?? ''}`);
    }
    return `${plain?.preset ?? ''}: ${came.join(', ')}`;
  },
};

const render: Check = {
  id: 'render',
  title: 'Missing variants are made on request',
  expected: 'each deleted format of a variant is rendered (X-Darkroom) with the same bytes, and then cached',
  advice:
    'CloudFront may not invoke render, or render fails. 403: compare the permissions AllowCloudFrontUrl and ' +
    "AllowCloudFrontFunction of the function with the module's plan. 502, 503 or 504: render's log gives the reason. " +
    '404: its role may not read originals.',
  needs: ['upload'],
  run: async (run) => {
    cdnOf(run.stack);
    const sample = await run.samples.make('missing.jpg');
    const variants = variantsOf(run.stack, sample);
    for (const wanted of variants) {
      const url = urlOf(wanted, sample.path);
      const bytes = wanted.name === undefined ? null : await run.samples.lose(sample.path, wanted.name);
      const miss = await view(run, wanted, sample.path);
      expectImage(miss, url, bytes);
      if (miss.headers['x-darkroom'] === undefined) throw new Wrong(`${url} returned ${describe(miss)}`);
      expectImage(await view(run, wanted, sample.path), `${url}, requested again,`, miss.bytes);
    }
    return variants.map(({ preset, format }) => (format === 'plain' ? preset : `${preset}@${format}`)).join(', ');
  },
};

export const serving = [stored, formats, render];
