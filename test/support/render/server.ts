import type { Answer } from '../../../handler/src/render/answer.ts';
import type { RenderContext } from '../../../handler/src/render/rendering.ts';
import { type Request, serve } from '../../../handler/src/render/serve.ts';
import { KEYS, PRESETS } from '../simulation/index.ts';
import { createRenderHarness } from './harness.ts';

/** A render on an in-memory bucket, with the inputs of a request. */
export function server({
  context: more,
  fallback = null,
  signs = true,
  publicPath = '',
  uriPrefix = '',
}: {
  context?: Partial<RenderContext>;
  fallback?: string | null;
  signs?: boolean;
  publicPath?: string;
  uriPrefix?: string;
} = {}) {
  const harness = createRenderHarness();
  const context = harness.copy(more);
  const options = {
    context,
    fallback,
    publicPath,
    uriPrefix,
    presets: PRESETS,
    plan: context.plan,
    transforms: signs ? { maxDimension: 1000, formats: ['webp' as const] } : null,
  };
  const answer = (rawPath: string, request: Partial<Request> = {}) =>
    serve(options, { method: 'GET', url: undefined, remaining: () => 30_000, ...request, rawPath });
  const put = (path: string, text: string) => harness.bucket.put(KEYS.original(path), text);
  return { harness, answer, put };
}

/** A response body as text. */
export const bodyOf = ({ body = '', isBase64Encoded = false }: Pick<Answer, 'body' | 'isBase64Encoded'>) =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString();
