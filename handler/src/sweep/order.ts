/** The order in which S3 lists keys: by the bytes of their UTF-8, which is not how JavaScript compares what lies beyond U+FFFF. */
export const compareKeys = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
