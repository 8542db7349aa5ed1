/** ETags are kept without the quotes that headers put around them, so that those of listings and headers compare. */
export const bareTag = (etag: string | undefined): string => (etag ?? '').replace(/^"|"$/g, '');

/** An ETag as used in a conditional header. */
export const quotedTag = (etag: string): string => `"${etag}"`;
