/**
 * A fault of one request. `after`: only once AWS has executed it, so that the function does not know whether
 * it was executed.
 */
export type Fault =
  | { readonly kind: 'refuse'; readonly status: 500 | 503; readonly after: boolean }
  | { readonly kind: 'reset'; readonly after: boolean }
  /** No response until the function gives up. */
  | { readonly kind: 'stall' }
  /** The connection breaks half-way through the response body. */
  | { readonly kind: 'truncate' }
  /** The response body arrives in small pieces. */
  | { readonly kind: 'trickle' }
  /** The function's process is killed, or the image worker that belongs to it. */
  | { readonly kind: 'kill'; readonly whom: 'function' | 'worker'; readonly after: boolean };

export const describeFault = (fault: Fault): string => {
  const when = 'after' in fault ? (fault.after ? ' after' : ' before') : '';
  if (fault.kind === 'refuse') return `${fault.status}${when}`;
  return fault.kind === 'kill' ? `kill ${fault.whom}${when}` : `${fault.kind}${when}`;
};

/** S3's error format; SQS and SNS have their own, but functions only use the status. */
export function refusalBody(status: 500 | 503): string {
  const [code, message] =
    status === 503
      ? ['SlowDown', 'Please reduce your request rate.']
      : ['InternalError', 'We encountered an internal error.'];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}
