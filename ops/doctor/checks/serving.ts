import { describe } from '../ask.ts';
import { type Check, Wrong } from '../check.ts';
import { acceptOf, cdnOf, expectImage, storedVariantsOf, urlOf, variantsOf, view } from '../variants.ts';
import { MAIN } from './upload.ts';

const stored: Check = {
  id: 'stored',
  title: 'The CDN serves stored variants from the bucket',
  expected: 'the bytes that lie in the bucket, without the help of render (no X-Darkroom header)',
  advice:
    'S3 refuses the CDN, and each image costs an invocation of render: compare the bucket policy (statement ' +
    "ReadByCloudFront), the origin access control and, with a KMS key of yours, the key's policy with a plan of the module.",
  needs: ['upload'],
  run: async (run) => {
    cdnOf(run.stack);
    const sample = await run.samples.make(MAIN);
    const variants = storedVariantsOf(run.stack, sample);
    for (const wanted of variants) {
      const answer = await view(run, wanted, sample.path);
      const url = urlOf(wanted, sample.path);
      expectImage(answer, url, await run.samples.variant(sample.path, wanted.name));
      if (answer.headers['x-darkroom'] !== undefined) throw new Wrong(`${url} was answered ${describe(answer)}`);
    }
    return `${variants.length} variants of ${variants[0]?.preset ?? ''}, byte for byte`;
  },
};

const formats: Check = {
  id: 'formats',
  title: 'Each browser gets the best format that it accepts',
  expected: 'by the Accept header the same bytes as by a format in the URL, and `Vary: Accept`',
  advice:
    'The viewer function is not the one that belongs to this module, or not attached to the distribution: apply again, ' +
    'and look at the default behaviour of the distribution.',
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
      if (!/accept/i.test(answer.headers.vary ?? '')) throw new Wrong(`${chosen} was answered without Vary: Accept`);
      came.push(`${wanted.format} as ${answer.headers['content-type'] ?? ''}`);
    }
    return `${plain?.preset ?? ''}: ${came.join(', ')}`;
  },
};

const render: Check = {
  id: 'render',
  title: 'What is not stored is made when somebody asks',
  expected: 'each format of a variant that was deleted, rendered (X-Darkroom), with the bytes that it had; then kept',
  advice:
    'CloudFront may not invoke render, or render fails. 403: compare the permissions AllowCloudFrontUrl and ' +
    "AllowCloudFrontFunction of the function with a plan of the module. 502, 503 or 504: render's log says why. 404: its " +
    'role may not read originals.',
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
      if (miss.headers['x-darkroom'] === undefined) throw new Wrong(`${url} was answered ${describe(miss)}`);
      expectImage(await view(run, wanted, sample.path), `${url}, asked again,`, miss.bytes);
    }
    return variants.map(({ preset, format }) => (format === 'plain' ? preset : `${preset}@${format}`)).join(', ');
  },
};

export const serving = [stored, formats, render];
