/**
 * For every AWS client. Milliseconds: a socket that says nothing for that long is given up, a body that stalls half-way
 * included, so that the request, or else the whole message, is tried again long before the function's own timeout kills it.
 */
export const clientOptions = {
  maxAttempts: 4,
  retryMode: 'standard',
  requestHandler: { connectionTimeout: 2_000, socketTimeout: 5_000 },
};
