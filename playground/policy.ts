/**
 * The page's Content-Security-Policy: its own files, and what it has to load from elsewhere.
 *
 * @param origins of the bucket, and of the CDN where that is not the page's own
 */
export function pagePolicy(origins: readonly string[]): string {
  const elsewhere = origins.join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    // Preact sets single properties through the CSSOM, which is not inline style to a policy.
    "style-src 'self'",
    `img-src 'self' blob: data: ${elsewhere}`,
    `connect-src 'self' blob: ${elsewhere}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
