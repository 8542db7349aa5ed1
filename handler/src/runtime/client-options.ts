/**
 * For every AWS client. In milliseconds: a socket that is silent for this long is closed, even in the middle of a body,
 * so that the request, or else the whole message, is retried long before the function's own timeout kills it.
 */
export const clientOptions = {
  maxAttempts: 4,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 2_000, socketTimeout: 5_000 },
};
