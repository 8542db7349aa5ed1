/**
 * The response headers that scripts of another origin may read, in addition to those that the Fetch standard always
 * allows (`cache-control`, `content-length`, `content-type` and a few more): how the response was produced, and the
 * error code; and which version it is, whether a cache had it and for how long, and how long each step took.
 */
export const EXPOSED_HEADERS = 'X-Darkroom, X-Darkroom-Error, ETag, X-Cache, Age, Server-Timing';
