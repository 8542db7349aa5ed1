/*
 * How a path is spelt in public URLs, and in the CDN's requests for manifests. The viewer function, render and the
 * signer share this spelling. Requests for variants use another one, in spelling.ts, because the function URL seems to
 * check signatures over paths encoded twice (https://github.com/aws-samples/image-optimization/issues/44: `%20` and
 * `%2B` were answered with 403). S3 checks them over the path as sent
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html: each byte is encoded once, nothing is
 * normalised), and `%2B` for a plus is known to work through CloudFront
 * (https://techracho.bpsinc.jp/baba/2025_02_10/148538).
 */

/**
 * The canonical spelling of a path in a URL, as SigV4 requires: `A–Z a–z 0–9 - . _ ~ /` stay, every other byte of the
 * UTF-8 is `%XX` in capitals.
 * @throws URIError if the path contains a lone surrogate, which has no UTF-8.
 */
export function encodePath(path: string): string {
  return encodeURIComponent(path)
    .replace(/%2F/g, '/')
    .replace(/[!'()*]/g, (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The part that a signature covers: everything that follows it in the URL, with the path in its canonical spelling.
 * `expires` is in seconds since 1970, or absent for a URL that never expires.
 */
export function signedPart(transform: string, path: string, expires?: number | string): string {
  const part = `/${transform}/${encodePath(path)}`;
  return expires === undefined ? part : `${part}?expires=${expires}`;
}
