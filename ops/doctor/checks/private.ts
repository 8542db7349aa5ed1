import { GetPolicyCommand, ListFunctionUrlConfigsCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand } from '@aws-sdk/client-s3';

import { encodePath } from '../../../handler/src/urls.ts';
import { type Answer, describe } from '../ask.ts';
import { type Check, NotChecked, Wrong } from '../check.ts';
import { publicStatements } from '../policy.ts';
import type { Run } from '../run.ts';
import { unless } from '../unless.ts';
import { cdnOf, variantsOf, view } from '../variants.ts';
import { MAIN } from './upload.ts';

const privateCdn: Check = {
  id: 'private-cdn',
  title: 'The CDN does not serve originals, locks or manifests',
  expected: 'a refusal (4xx) for every spelling; manifests are served only if `cdn.manifests` is enabled',
  advice:
    'The distribution can read more than variants: compare its origin path (`/variants`), its cache behaviours and ' +
    "the bucket policy (statement ReadByCloudFront) with the module's plan.",
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
  title: 'The bucket refuses requests without credentials',
  expected: '403 for an original, a variant, a manifest, a lock and the listing',
  advice:
    'The bucket is public. Enable its public access block, remove from its policy everything that the module did not ' +
    'add, and then check CloudTrail for who opened it and what was read.',
  needs: ['upload'],
  run: async (run) => {
    const { stack } = run;
    const { originals, locks, manifest } = await secretsOf(run);
    const sample = await run.samples.make(MAIN);
    const [wanted] = variantsOf(stack, sample);
    const variant = wanted?.name === undefined ? [] : [run.samples.keys.variant(sample.path, wanted.name)];
    const { bucket, variantsBucket } = stack;
    const keys = [
      [bucket, originals] as const,
      ...[locks, manifest, ...variant].map((key) => [variantsBucket, key] as const),
    ];
    const urls = [
      ...keys.map(([name, key]) => [name, `/${encodePath(key)}`] as const),
      ...[...new Set([bucket, variantsBucket])].map((name) => [name, '/?list-type=2'] as const),
    ];
    const suffix = stack.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    const hostOf = (name: string) => `https://${name}.s3.${stack.region}.${suffix}`;
    const answers = await Promise.all(
      urls.map(async ([name, path]): Promise<[string, Answer]> => [path, await run.ask(hostOf(name), path)]),
    );
    const open = answers.filter(([, { status }]) => status !== 403);
    if (open.length > 0) throw new Wrong(open.map(([path, answer]) => `${path}: ${describe(answer)}`).join('; '));
    return `403 for ${answers.length} URLs at ${hostOf(bucket)}${variantsBucket === bucket ? '' : ` and ${hostOf(variantsBucket)}`}`;
  },
};

/** Keys of private objects, all of which exist. */
async function secretsOf({ stack, clients, samples }: Run) {
  const { path } = await samples.make(MAIN);
  return samples.once('secrets', async () => {
    // Not under any original's path, so that no function finds it.
    const Key = `${stack.config.prefixes.locks}${samples.folder}lock`;
    await clients.s3.send(new PutObjectCommand({ Bucket: stack.variantsBucket, Key, Body: '{}' }));
    return { originals: samples.keys.original(path), locks: Key, manifest: samples.keys.manifest(path) };
  });
}

const functionUrl: Check = {
  id: 'function-url',
  title: 'The function URLs refuse unsigned requests',
  expected:
    '403 without a signature, and AuthType AWS_IAM, for the URL of the function and that of each alias; and no permission for every AWS account',
  advice:
    'Anyone can invoke render: apply again, which sets the authorization of the function URL to AWS_IAM, and delete URLs ' +
    'and permissions that the module did not make.',
  needs: [],
  run: async ({ stack, clients, ask }) => {
    const { render } = stack.functions;
    if (render === undefined) throw new NotChecked('The stack has no render function (`cdn` is null).');
    // With provisioned concurrency it is the alias that has the URL. Another one may be left on the function itself.
    const { FunctionUrlConfigs = [] } = await clients.lambda.send(
      new ListFunctionUrlConfigsCommand({ FunctionName: render.name }),
    );
    if (FunctionUrlConfigs.length === 0) throw new Wrong(`${render.name} has no function URL`);
    const came = await Promise.all(
      FunctionUrlConfigs.map(async ({ FunctionUrl = '', AuthType, FunctionArn = '' }) => {
        const { status } = await ask(FunctionUrl, '/darkroom-doctor.jpg/none');
        const told = `${FunctionArn.split(':').slice(6).join(':')}: ${status}, AuthType ${AuthType ?? 'unknown'}`;
        return { told, open: status !== 403 || AuthType !== 'AWS_IAM' };
      }),
    );
    const open = came.filter((one) => one.open);
    if (open.length > 0) throw new Wrong(open.map(({ told }) => `${told} without a signature`).join('; '));
    // Any account can sign, so that only the policy tells who is asked in.
    const policies = await Promise.all(
      FunctionUrlConfigs.map(async ({ FunctionArn = '' }) => {
        const asked = clients.lambda.send(new GetPolicyCommand({ FunctionName: FunctionArn }));
        const answer = await unless('ResourceNotFoundException', asked);
        return publicStatements(answer?.Policy).map(
          (sid) => `the statement ${sid} of ${FunctionArn} allows every AWS account`,
        );
      }),
    );
    if (policies.flat().length > 0) throw new Wrong(policies.flat().join('; '));
    return came.map(({ told }) => told).join('; ');
  },
};

/** CloudFront's responses to plain HTTP, by viewer protocol policy. */
const PLAIN_HTTP: Readonly<Record<string, (answer: Answer) => boolean>> = {
  'redirect-to-https': ({ status, headers }) =>
    [301, 307, 308].includes(status) && /^https:/.test(headers.location ?? ''),
  'https-only': ({ status }) => status === 403,
  // Not `allow-all`: CloudFront would request S3 over plain HTTP too, the bucket would refuse, and each request would
  // be a render.
};

const plainHttp: Check = {
  id: 'plain-http',
  title: 'Plain HTTP is handled as configured',
  expected: 'a redirect to https, or 403, as `viewer_protocol_policy` specifies',
  advice:
    'allow-all: the policy was changed, and each plain HTTP request becomes a render, because the bucket refuses ' +
    'plain HTTP: apply again. Otherwise, something in front of the distribution responds, or the distribution is not ' +
    'deployed yet: wait, and run the doctor again.',
  needs: ['upload'],
  run: async (run) => {
    const cdn = cdnOf(run.stack);
    const sample = await run.samples.make(MAIN);
    const [wanted] = variantsOf(run.stack, sample);
    if (wanted === undefined) throw new NotChecked('The stack has no presets.');
    if (cdn.viewerProtocolPolicy === undefined) throw new NotChecked('The CDN is not CloudFront.');
    const url = cdn.url.replace(/^https:/, 'http:');
    const answer = await view({ ...run, stack: { ...run.stack, cdn: { ...cdn, url } } }, wanted, sample.path);
    const came = `${describe(answer)}; the policy is ${cdn.viewerProtocolPolicy}`;
    if (!(PLAIN_HTTP[cdn.viewerProtocolPolicy]?.(answer) ?? false)) throw new Wrong(came);
    return came;
  },
};

export const privacy = [privateCdn, privateBucket, functionUrl, plainHttp];
