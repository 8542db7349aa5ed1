import { bareTag } from '../../handler/src/store/etag.ts';

/** What the CDN answered, and how. */
export interface Measured {
  readonly status: number;
  /** The code of a refusal. */
  readonly error: string | null;
  readonly message: string;
  readonly type: string;
  readonly bytes: number;
  readonly etag: string;
  /** `rendered` or `read` by the render function; null from the bucket or the cache. */
  readonly how: string | null;
  /** Whether the CDN had it. */
  readonly cached: boolean;
  readonly timings: readonly { name: string; ms: number }[];
  /** From the request until the last byte. */
  readonly ms: number;
  readonly blob: string;
}

/** Asks the CDN as a client with this Accept header would, past the browser's own cache. */
export async function measure(url: string, accept: string, signal?: AbortSignal): Promise<Measured> {
  const start = performance.now();
  const response = await fetch(url, { headers: { accept }, cache: 'no-store', ...(signal && { signal }) });
  const body = await response.blob();
  const ms = performance.now() - start;
  const { headers, ok, status } = response;
  const timing = headers.get('server-timing') ?? '';
  return {
    status,
    error: headers.get('x-darkroom-error'),
    message: ok ? '' : sentenceOf(await body.text()),
    type: headers.get('content-type') ?? '',
    bytes: body.size,
    etag: bareTag(headers.get('etag') ?? undefined),
    how: headers.get('x-darkroom'),
    cached: /^(Refresh)?Hit/.test(headers.get('x-cache') ?? ''),
    timings: [...timing.matchAll(/(\w+);dur=([\d.]+)/g)].map(([, name = '', dur]) => ({ name, ms: Number(dur) })),
    ms,
    blob: ok ? URL.createObjectURL(body) : '',
  };
}

function sentenceOf(json: string): string {
  try {
    return (JSON.parse(json) as { message?: string }).message ?? json;
  } catch {
    return json;
  }
}

/** Where an answer came from, in a word. */
export const sourceOf = ({ how, cached }: Measured): string => (cached ? 'cache' : (how ?? 'bucket'));
