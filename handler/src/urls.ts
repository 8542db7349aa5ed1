/*
 * How a key is spelt in a URL. The viewer function, render, purge and the signer share this one spelling, because
 * CloudFront caches by it and S3 checks signatures over it.
 */

const LEFT_BY_ENCODE_URI_COMPONENT: Record<string, string> = {
  '!': '%21',
  "'": '%27',
  '(': '%28',
  ')': '%29',
  '*': '%2A',
};

/**
 * A key's one spelling in a URL path, as SigV4 wants it: `A–Z a–z 0–9 - . _ ~ /` stay, every other byte of the UTF-8
 * is `%XX` in capitals.
 * @throws URIError if the key holds half of a surrogate pair, which has no UTF-8.
 */
export function encodePath(key: string): string {
  return encodeURIComponent(key)
    .replace(/%2F/g, '/')
    .replace(/[!'()*]/g, (character) => LEFT_BY_ENCODE_URI_COMPONENT[character] ?? character);
}

/**
 * What a signature covers: everything that follows it in the URL, with the path canonically spelt. `expires` is in
 * seconds since 1970, or absent for a URL that is good for ever.
 */
export function signedPart(transform: string, path: string, expires?: number | string): string {
  const part = `/${transform}/${encodePath(path)}`;
  return expires === undefined ? part : `${part}?expires=${expires}`;
}
