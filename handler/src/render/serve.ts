import { type Answer, errorAnswer, imageAnswer, MOST_BYTES, redirectAnswer, STAND_IN_CACHE_CONTROL } from './answer.ts';
import type { RenderCount } from './metrics.ts';
import { obtain } from './obtain.ts';
import { publicUrl } from './redirect.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { type Found, isFound, type RenderContext, type Rendering, type Result } from './rendering.ts';
import { type Route, routeOf } from './route.ts';
import { type Offer, resolveVariant, type VariantSpec } from './variant-spec.ts';

export interface Request {
  readonly method: string;
  /** Percent-encoded. */
  readonly rawPath: string;
  /** The variant's public URL, as reported by the viewer function. */
  readonly url: string | undefined;
  /** Milliseconds left for the response. */
  readonly remaining: () => number;
}

export interface Served {
  readonly answer: Answer;
  readonly counts: readonly RenderCount[];
  /** For the log. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface ServeOptions extends Offer {
  readonly context: RenderContext;
  /** Path of the original whose variants replace those of missing and rejected ones; null for none. */
  readonly fallback: string | null;
  /** Path on the CDN under which images are served, for redirects; empty for all paths. */
  readonly publicPath: string;
  /** Beginning of each request's path, in front of the variant's; empty if there is none. */
  readonly uriPrefix: string;
}

/** Handles one request. @throws transient errors */
export async function serve(options: ServeOptions, request: Request): Promise<Served> {
  const { context, fallback } = options;
  const isHead = request.method === 'HEAD';
  if (!isHead && request.method !== 'GET') return notAllowed(request.method);
  const route = routeOf(request.rawPath, context.keys, options.uriPrefix);
  if (isRefusal(route)) return refused(route, isHead);
  const spec = resolveVariant(route.name, options);
  if (isRefusal(spec)) return { ...refused(spec, isHead), fields: { ...route, code: spec.code } };

  const rendering = startRendering(context, route.path, spec, request.remaining);
  const result = await obtain(rendering);
  const counts = countsOf(rendering, result);
  const fields = { ...route, steps: rendering.steps, waits: rendering.waits, ...detailsOf(result) };
  if (isFound(result)) {
    const image = show(result, urlOf(options.publicPath, route, request.url), isHead, rendering);
    return { answer: image, counts: image.statusCode === 302 ? [...counts, 'redirected'] : counts, fields };
  }
  const error = errorOf(result, isHead);
  const mayStandIn = result.kind !== 'busy' && fallback !== null && fallback !== route.path;
  const standIn = mayStandIn
    ? await standInFor(startRendering(context, fallback, spec, request.remaining), error, isHead)
    : null;
  return standIn ? { answer: standIn, counts: [...counts, 'fallback'], fields } : { answer: error, counts, fields };
}

const startRendering = (
  context: RenderContext,
  path: string,
  spec: VariantSpec,
  remaining: () => number,
): Rendering => ({
  ...context,
  path,
  spec,
  remaining,
  steps: {},
  waits: 0,
  tookOver: false,
});

function show({ kind, variant }: Found, url: string | null, isHead: boolean, { steps, mostBytes }: Rendering): Answer {
  if (variant.size <= mostBytes) return imageAnswer(variant, kind, variant.cacheControl, { steps, isHead });
  if (url !== null) return redirectAnswer(url, kind, { steps });
  const message = `The variant has ${variant.size} bytes; a response has at most ${MOST_BYTES}, and there is no URL to redirect to: request it from the CDN.`;
  return errorAnswer(503, 'too_large', message, isHead, RETRY);
}

function urlOf(publicPath: string, route: Route, told: string | undefined): string | null {
  const url = publicUrl(route, told);
  return url === null ? null : publicPath + url;
}

const RETRY = { 'retry-after': '1' };

/** The fallback image in the same size and format, or null if it is not available either. */
async function standInFor(rendering: Rendering, { headers }: Answer, isHead: boolean): Promise<Answer | null> {
  const result = await obtain(rendering);
  if (!isFound(result) || result.variant.size > rendering.mostBytes) return null;
  const image = imageAnswer(result.variant, result.kind, STAND_IN_CACHE_CONTROL, { steps: rendering.steps, isHead });
  const code = headers?.['x-darkroom-error'] ?? '';
  return { ...image, headers: { ...image.headers, 'x-darkroom-error': code } };
}

function errorOf(result: Exclude<Result, Found>, isHead: boolean): Answer {
  if (result.kind === 'missing') return errorAnswer(404, 'no_original', 'There is no such original.', isHead);
  if (result.kind === 'rejected') return errorAnswer(404, result.code, result.message, isHead);
  return errorAnswer(503, 'busy', 'The image is still being made: try again.', isHead, RETRY);
}

const refused = ({ status, code, message }: Refusal, isHead: boolean): Served => ({
  answer: errorAnswer(status, code, message, isHead),
  counts: ['refused'],
  fields: { code },
});

const notAllowed = (method: string): Served => ({
  answer: errorAnswer(405, 'method_not_allowed', `Received ${method.slice(0, 16)}; allowed: GET, HEAD.`, false, {
    allow: 'GET, HEAD',
  }),
  counts: ['refused'],
  fields: { code: 'method_not_allowed' },
});

const countsOf = ({ waits, tookOver }: Rendering, { kind }: Result): RenderCount[] => [
  kind,
  ...(waits > 0 ? (['waited'] as const) : []),
  ...(tookOver ? (['tookOver'] as const) : []),
];

const detailsOf = (result: Result): Record<string, unknown> => {
  if (isFound(result)) return { bytes: result.variant.size, contentType: result.variant.contentType };
  return result.kind === 'rejected' ? { code: result.code, reason: result.message } : {};
};
