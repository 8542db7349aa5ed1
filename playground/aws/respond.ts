import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import type { Stack } from '../../packages/client/src/stack.ts';
import { playgroundApi } from '../api/handler.ts';
import { isToken } from '../api/is-token.ts';
import { Refusal, refused } from '../api/refusal.ts';
import { TOKEN_HEADER } from '../api/token.ts';
import type { Page } from '../build.ts';
import { pagePolicy } from '../policy.ts';
import { kept } from './kept.ts';
import { readSecret } from './secret.ts';
import type { Settings } from './settings.ts';

export interface Surroundings {
  readonly settings: Settings;
  readonly page: Page;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  /** Takes lines for the log; `console.error` by default. */
  readonly log?: (line: string) => void;
}

/**
 * What the function answers: the page to everybody, because nothing of it is secret, and the API to whoever has the token.
 * Without a token in the parameter, nobody has.
 */
export function playgroundOnAws({
  settings,
  page,
  s3,
  ssm,
  log,
}: Surroundings): (request: Request) => Promise<Response> {
  const secretOf = kept(() => readSecret(ssm, settings.parameter, log));
  const stackOf = kept(() => readStack(s3, settings));
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': ['text/html', page.html],
    '/page.js': ['text/javascript', page.script],
    '/page.css': ['text/css', page.style],
  };
  return async (request) => {
    const { pathname } = new URL(request.url);
    const file = files[pathname];
    if (file && (request.method === 'GET' || request.method === 'HEAD')) {
      const [type, text] = file;
      const headers = { ...SECURITY, 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' };
      const policy = pagePolicy(await originsOf(await stackOf(), s3));
      return new Response(text, { headers: { ...headers, 'content-security-policy': policy } });
    }
    const secret = await secretOf();
    if (!secret)
      return refused(
        new Refusal(503, 'no_secret', 'Nobody may use this playground yet: its function’s log says what is missing.'),
      );
    const api = playgroundApi({
      stack: await stackOf(),
      s3,
      variantsBucket: settings.variantsBucket,
      signingKey: secret.signingKey ?? null,
      folder: settings.folder,
      samples: [],
      events: null,
      admits: ({ headers }) => isToken(headers.get(TOKEN_HEADER), secret.token),
    });
    return api(request);
  };
}

const SECURITY = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** What the output `client` tells, which Terraform stored. */
async function readStack(s3: S3Client, { stack: { bucket, key } }: Settings): Promise<Stack> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return JSON.parse((await Body?.transformToString()) ?? 'null') as Stack;
}

/** Where the page loads images and originals from, and uploads to. */
async function originsOf({ url, upload }: Stack, s3: S3Client): Promise<string[]> {
  const cdn = URL.canParse(url) ? [new URL(url).origin] : [];
  if (!upload) return cdn;
  const object = await getSignedUrl(s3, new GetObjectCommand({ Bucket: upload.bucket, Key: 'any' }));
  return [...cdn, new URL(object).origin];
}
