import { base64url } from '../../packages/client/src/base64url.ts';

/**
 * A path as a query's parameter: base64url of its UTF-8, so that no `%` is in what CloudFront signs for a function URL. For paths it
 * is known that Lambda may not find the signature genuine then (edge/handler.ts), for queries AWS documents neither.
 */
export const encodedPath = (path: string): string => base64url(new TextEncoder().encode(path));

/** The path; null if it is not one that `encodedPath` wrote. */
export function decodedPath(text: string): string | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0)));
  } catch {
    return null;
  }
}
