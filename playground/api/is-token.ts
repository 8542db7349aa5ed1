import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether what a request has for a token is the token, in a time that tells nothing of either. */
export function isToken(given: string | null, token: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given ?? ''), hash(token));
}
