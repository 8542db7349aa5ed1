/**
 * What scripts of another site may read of an answer besides what the Fetch standard lets them (`cache-control`,
 * `content-length`, `content-type` and a few more): how it came about, and the code of an error.
 */
export const EXPOSED_HEADERS = 'X-Darkroom, X-Darkroom-Error';
