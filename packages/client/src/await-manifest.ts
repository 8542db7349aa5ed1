import { encodePath } from '../../../handler/src/urls.ts';
import type { Manifest } from './manifest.ts';
import type { Stack } from './stack.ts';

export interface ReadyOptions {
  /** ETag of the upload, without quotes, so that the manifest of an earlier file at this path does not count. */
  readonly etag?: string | undefined;
  /** When to stop: `AbortSignal.timeout(60_000)` by default. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The manifest of an original as it is now, or null if there is none (yet) or the CDN cannot tell.
 * @throws Error if the stack serves none
 */
export async function manifestOf(
  { url, manifests }: Stack,
  path: string,
  init?: RequestInit,
): Promise<Manifest | null> {
  if (!manifests) throw new Error('Set cdn = { manifests = true }.');
  const answer = await fetch(`${url}/manifests/${encodePath(path)}.json`, { cache: 'no-store', ...init });
  return answer.ok ? ((await answer.json()) as Manifest) : null;
}

/**
 * Waits until an original's variants are made, or it is rejected. Errors of the network are no reason to stop.
 * @throws the signal's reason, a TimeoutError by default
 */
export async function readyOf(
  stack: Stack,
  path: string,
  { etag, signal = AbortSignal.timeout(60_000) }: ReadyOptions = {},
): Promise<Manifest> {
  // Milliseconds between two looks: a photo takes about a second, one in a crowd a few more.
  for (let wait = 400; ; wait = Math.min(wait * 1.5, 4000)) {
    const manifest = await manifestOf(stack, path, { signal }).catch((error: unknown) => {
      if (!stack.manifests) throw error;
    });
    if (manifest && (!etag || manifest.original.etag === etag)) return manifest;
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
