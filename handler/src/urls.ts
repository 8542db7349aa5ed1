/*
 * How a path is spelt in public URLs, and in what the CDN asks the bucket for a manifest by. The viewer function, render and
 * the signer share this one spelling. Variants are asked for by another, in spelling.ts, because the function URL seems to
 * check signatures over paths encoded twice (https://github.com/aws-samples/image-optimization/issues/44: `%20` and `%2B`
 * answered 403). S3 checks them over the path as it is sent
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html: each byte is encoded once, nothing is
 * normalised), and `%2B` for a plus is what people fetch through CloudFront with (https://techracho.bpsinc.jp/baba/2025_02_10/148538).
 */

/**
 * A path's one spelling in a URL, as SigV4 wants it: `A–Z a–z 0–9 - . _ ~ /` stay, every other byte of the UTF-8
 * is `%XX` in capitals.
 * @throws URIError if the path holds half of a surrogate pair, which has no UTF-8.
 */
export function encodePath(path: string): string {
  return encodeURIComponent(path)
    .replace(/%2F/g, '/')
    .replace(/[!'()*]/g, (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * What a signature covers: everything that follows it in the URL, with the path canonically spelt. `expires` is in
 * seconds since 1970, or absent for a URL that is good for ever.
 */
export function signedPart(transform: string, path: string, expires?: number | string): string {
  const part = `/${transform}/${encodePath(path)}`;
  return expires === undefined ? part : `${part}?expires=${expires}`;
}
