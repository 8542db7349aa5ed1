/** ETags are kept without the quotes that headers put around them, so that those of a listing and of a header compare. */
export const bareTag = (etag: string | undefined): string => (etag ?? '').replace(/^"|"$/g, '');

/** An ETag as a conditional header takes it. */
export const quotedTag = (etag: string): string => `"${etag}"`;
