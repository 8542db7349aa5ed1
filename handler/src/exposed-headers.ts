/**
 * The response headers that scripts of another origin may read, in addition to those that the Fetch standard always
 * allows (`cache-control`, `content-length`, `content-type` and a few more): how the response was produced, and the
 * error code.
 */
export const EXPOSED_HEADERS = 'X-Darkroom, X-Darkroom-Error';
