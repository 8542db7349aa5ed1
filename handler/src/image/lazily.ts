/** Calls `make` when its result, or the promise of it, is first requested, and never again. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
