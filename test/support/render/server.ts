import type { Answer } from '../../../handler/src/render/answer.ts';
import type { Galley } from '../../../handler/src/render/flight.ts';
import { type Request, serve } from '../../../handler/src/render/serve.ts';
import { KEYS, PRESETS } from '../world/index.ts';
import { createKitchen } from './galley.ts';

/** A render over a bucket in memory, with what a request to it needs. */
export function server({
  galley: more,
  fallback = null,
  signs = true,
}: { galley?: Partial<Galley>; fallback?: string | null; signs?: boolean } = {}) {
  const kitchen = createKitchen();
  const galley = kitchen.copy(more);
  const options = {
    galley,
    fallback,
    presets: PRESETS,
    plan: galley.plan,
    transforms: signs ? { edge: 1000, formats: ['webp' as const] } : null,
  };
  const answer = (rawPath: string, request: Partial<Request> = {}) =>
    serve(options, { method: 'GET', url: undefined, remaining: () => 30_000, ...request, rawPath });
  const put = (path: string, text: string) => kitchen.bucket.put(KEYS.original(path), text);
  return { kitchen, answer, put };
}

/** An answer's body as text. */
export const bodyOf = ({ body = '', isBase64Encoded = false }: Pick<Answer, 'body' | 'isBase64Encoded'>) =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').toString();
