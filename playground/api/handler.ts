import * as z from 'zod/mini';

import { uploadPost } from '../../packages/client/src/server.ts';
import { sign } from '../../packages/client/src/sign.ts';
import type { Signed, Welcome } from './answers.ts';
import type { Host } from './host.ts';
import { decodedPath } from './path.ts';
import {
  allowedPath,
  findPhoto,
  listPhotos,
  listVariants,
  originalUrl,
  placeOf,
  removePhoto,
  restorePhoto,
} from './photos.ts';
import { answer, Refusal, refused } from './refusal.ts';

/** The longest that a signed URL may be valid, in seconds: a week. */
const LONGEST_SECONDS = 7 * 24 * 3600;

const pathSchema = z.object({ path: z.string() });
const signSchema = z.object({
  path: z.string(),
  transform: z.string(),
  /** Seconds; null for a URL that does not expire. */
  seconds: z.nullable(z.int().check(z.minimum(1), z.maximum(LONGEST_SECONDS))),
});

type Route = (host: Host, request: Request, url: URL) => Promise<Response>;

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /api/welcome': (host) => {
    const { stack, folder, samples } = host;
    const welcome: Welcome = { stack, folder, samples, signs: host.signingKey !== null, reports: host.events !== null };
    return Promise.resolve(answer(welcome));
  },
  'GET /api/photos': async (host, _, url) => {
    const { searchParams: asked } = url;
    return answer(
      await (asked.has('path') ? findPhoto(host, pathIn(host, url)) : listPhotos(host, asked.get('after'))),
    );
  },
  'GET /api/variants': async (host, _, url) => answer({ variants: await listVariants(host, pathIn(host, url)) }),
  'GET /api/original': async (host, _, url) => answer({ url: await originalUrl(host, pathIn(host, url)) }),
  'POST /api/uploads': async (host, request) => {
    const { path } = await bodyOf(request, pathSchema);
    placeOf(host.stack);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it brings an S3 client of its own version
    return answer(await uploadPost(host.s3, host.stack, { path: allowedPath(host, path), types: '' }));
  },
  'DELETE /api/photos': async (host, _, url) => {
    await removePhoto(host, pathIn(host, url));
    return answer({});
  },
  'POST /api/restore': async (host, request) => {
    const { path } = await bodyOf(request, pathSchema);
    await restorePhoto(host, allowedPath(host, path));
    return answer({});
  },
  'POST /api/sign': async (host, request) => answer(await signed(host, await bodyOf(request, signSchema))),
  'GET /api/events': async ({ events }, request, url) => {
    if (!events) throw new Refusal(404, 'no_events', 'Nothing reports the events of this stack to the playground.');
    const after = Number(url.searchParams.get('after') ?? 0);
    if (!Number.isSafeInteger(after) || after < 0)
      throw new Refusal(400, 'bad_place', `after is a place in the log, 0 or more, but it is "${String(after)}".`);
    return answer(await events.since(after, request.signal));
  },
};

/**
 * The playground's API, for any host: a request in, a response out. Whoever the host does not admit gets a 403, and so does
 * everything outside the host's folder.
 */
export function playgroundApi(host: Host): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      if (!host.admits(request))
        throw new Refusal(
          403,
          'no_token',
          'The token is missing or wrong: open the link that the playground’s host gave you.',
        );
      const url = new URL(request.url);
      const route = ROUTES[`${request.method} ${url.pathname}`];
      if (!route) throw new Refusal(404, 'no_such_route', `There is no ${request.method} ${url.pathname}.`);
      return await route(host, request, url);
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      const message = error instanceof Error ? error.message : String(error);
      return refused(new Refusal(502, 'failed', `The stack did not do it: ${message}`));
    }
  };
}

function pathIn(host: Host, url: URL): string {
  const path = decodedPath(url.searchParams.get('path') ?? '');
  if (path === null) throw new Refusal(400, 'bad_path', 'The parameter path must be base64url of a path in UTF-8.');
  return allowedPath(host, path);
}

async function bodyOf<T>(request: Request, schema: z.ZodMiniType<T>): Promise<T> {
  const body: unknown = await request.json().catch(() => null);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(
    400,
    'bad_request',
    `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'not as expected'}.`,
  );
}

async function signed(host: Host, { path, transform, seconds }: z.infer<typeof signSchema>): Promise<Signed> {
  const { stack, signingKey: key } = host;
  if (key === null) throw new Refusal(409, 'no_keys', 'The stack has no signed URLs: set signing_keys.');
  const expires = seconds === null ? undefined : new Date(Date.now() + seconds * 1000);
  try {
    const url = await sign(stack, { key, path: allowedPath(host, path), transform, expires });
    return { url, expires: expires ? Math.floor(expires.getTime() / 1000) * 1000 : null };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, 'bad_transform', (error as Error).message);
  }
}
