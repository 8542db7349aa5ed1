/** For what a test has just made sure of. */
export function assertPresent<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('It is not there');
  return value;
}
