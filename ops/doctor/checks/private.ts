import { GetFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';

import { encodePath } from '../../../handler/src/urls.ts';
import { type Answer, describe } from '../ask.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import type { Run } from '../run.ts';
import { cdnOf, variantsOf, view } from '../variants.ts';
import { MAIN } from './upload.ts';

const privateCdn: Check = {
  id: 'private-cdn',
  title: 'Originals, locks and manifests can not be had from the CDN',
  expected: 'a refusal (4xx), however they are spelt; manifests only where `cdn.manifests` is on',
  advice:
    'The distribution reaches more than variants: compare its origin path (`/variants`), its behaviours and the bucket ' +
    'policy (statement ReadByCloudFront) with a plan of the module.',
  needs: ['upload'],
  run: async (run) => {
    const { url, manifests } = cdnOf(run.stack);
    const { originals, locks, manifest } = await secretsOf(run);
    const secrets = manifests ? [originals, locks] : [originals, locks, manifest];
    const [wanted] = variantsOf(run.stack, await run.samples.make(MAIN));
    const spellings = secrets.flatMap((key) => {
      const path = encodePath(key);
      return [`/${path}`, `//${path}`, `/%2e%2e/${path}`, `/${wanted?.preset ?? ''}/..%2f..%2f${path}`];
    });
    const answers = await Promise.all(
      spellings.map(async (path): Promise<[string, Answer]> => [path, await run.ask(url, path)]),
    );
    const open = answers.filter(([, { status }]) => status < 400 || status > 499);
    if (open.length > 0) throw new Wrong(open.map(([path, answer]) => `${path}: ${describe(answer)}`).join('; '));
    return `${answers.length} spellings of ${secrets.length} keys refused`;
  },
};

const privateBucket: Check = {
  id: 'private-bucket',
  title: 'The bucket answers nobody without credentials',
  expected: '403 for an original, a variant, a manifest, a lock and the listing',
  advice:
    'Somebody has opened the bucket. Switch its public access block on again, and remove from its policy whatever the ' +
    'module does not put there; then look in CloudTrail who read what.',
  needs: ['upload'],
  run: async (run) => {
    const { stack } = run;
    const { originals, locks, manifest } = await secretsOf(run);
    const sample = await run.samples.make(MAIN);
    const [wanted] = variantsOf(stack, sample);
    const variant = wanted?.name === undefined ? [] : [run.samples.keys.variant(sample.path, wanted.name)];
    const paths = [...[originals, locks, manifest, ...variant].map((key) => `/${encodePath(key)}`), '/?list-type=2'];
    const suffix = stack.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const host = `https://${stack.bucket}.s3.${stack.region}.${suffix}`;
    const answers = await Promise.all(
      paths.map(async (path): Promise<[string, Answer]> => [path, await run.ask(host, path)]),
    );
    const open = answers.filter(([, { status }]) => status !== 403);
    if (open.length > 0) throw new Wrong(open.map(([path, answer]) => `${path}: ${describe(answer)}`).join('; '));
    return `403 for ${answers.length} addresses at ${host}`;
  },
};

/** Keys of what is nobody's business, all of which exist. */
async function secretsOf({ stack, clients, samples }: Run) {
  const { path } = await samples.make(MAIN);
  return samples.once('secrets', async () => {
    // Under no original's path, so that no function comes upon it.
    const Key = `${stack.config.prefixes.locks}${samples.folder}lock`;
    await clients.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key, Body: '{}' }));
    return { originals: samples.keys.original(path), locks: Key, manifest: samples.keys.manifest(path) };
  });
}

const functionUrl: Check = {
  id: 'function-url',
  title: 'The function URL answers nobody but the CDN',
  expected: '403 without a signature; AuthType AWS_IAM',
  advice: 'Anybody can make render work: apply again, which sets the authorization of the function URL to AWS_IAM.',
  needs: [],
  run: async ({ stack, clients, ask }) => {
    const { render } = stack.functions;
    if (render === undefined) throw new NotChecked('The stack has no render function (`cdn` is null).');
    const { FunctionUrl = '', AuthType } = await clients.lambda.send(
      new GetFunctionUrlConfigCommand({ FunctionName: render.name }),
    );
    const answer = await ask(FunctionUrl, '/darkroom-doctor.jpg/none');
    if (answer.status !== 403 || AuthType !== 'AWS_IAM') {
      throw new Wrong(`${describe(answer)} without a signature; AuthType ${AuthType ?? 'unknown'}`);
    }
    return '403; AuthType AWS_IAM';
  },
};

/** What CloudFront does about plain HTTP, by the policy of a behaviour. */
const PLAIN_HTTP: Readonly<Record<string, (answer: Answer) => boolean>> = {
  'redirect-to-https': ({ status, headers }) =>
    [301, 307, 308].includes(status) && /^https:/.test(headers.location ?? ''),
  'https-only': ({ status }) => status === 403,
  // Not `allow-all`: CloudFront would ask S3 by plain HTTP too, which the bucket refuses, and each request would be a render.
};

const plainHttp: Check = {
  id: 'plain-http',
  title: 'Plain HTTP is handled as configured',
  expected: 'what `viewer_protocol_policy` says: a redirect to https, or 403',
  advice:
    'The policy is allow-all: somebody changed it, and each plain request becomes a render, because the bucket refuses plain ' +
    'HTTP; apply again. Any other: something in front of the distribution answers, or the distribution is not deployed yet: ' +
    'wait, and ask again.',
  needs: ['upload'],
  run: async (run) => {
    const cdn = cdnOf(run.stack);
    const sample = await run.samples.make(MAIN);
    const [wanted] = variantsOf(run.stack, sample);
    if (wanted === undefined) throw new NotChecked('The stack has no presets.');
    const url = cdn.url.replace(/^https:/, 'http:');
    const answer = await view({ ...run, stack: { ...run.stack, cdn: { ...cdn, url } } }, wanted, sample.path);
    const came = `${describe(answer)}; the policy is ${cdn.viewerProtocolPolicy}`;
    if (!(PLAIN_HTTP[cdn.viewerProtocolPolicy]?.(answer) ?? false)) throw new Wrong(came);
    return came;
  },
};

export const privacy = [privateCdn, privateBucket, functionUrl, plainHttp];
