import crypto from 'crypto';

/** The signature of the part of a URL that follows it: HMAC-SHA256 in base64url, 43 characters. */
export function signatureOf(part: string, key: string): string {
  return crypto.createHmac('sha256', key).update(part).digest('base64url');
}

/**
 * Whether one of the keys made this signature. Takes the same time wherever the first difference is, and tries every
 * key.
 */
export function isSigned(part: string, signature: string, keys: string[]): boolean {
  return keys.map((key) => differences(signatureOf(part, key), signature)).indexOf(0) >= 0;
}

function differences(expected: string, received: string): number {
  let differing = expected.length ^ received.length;
  for (let at = 0; at < expected.length; at++) {
    differing |= expected.charCodeAt(at) ^ received.charCodeAt(at);
  }
  return differing;
}
