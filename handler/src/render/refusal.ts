/** A response to a request for which nothing is computed or looked up. */
export interface Refusal {
  readonly status: 400 | 403 | 404 | 405;
  /** Stable, like the viewer function's own codes. */
  readonly code: string;
  readonly message: string;
}

export const refusal = (status: Refusal['status'], code: string, message: string): Refusal => ({
  status,
  code,
  message,
});

export const isRefusal = (value: object): value is Refusal => 'status' in value;
