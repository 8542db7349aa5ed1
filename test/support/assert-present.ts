/** Unwraps a value that the test expects to exist. */
export function assertPresent<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('The value is missing');
  return value;
}
