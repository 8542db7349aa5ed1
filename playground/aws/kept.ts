/** How long a copy of what may change outside of the function is used: a new token, or another stack, is seen within a minute. */
const KEPT_MS = 60_000;
/** How long nothing is taken for nothing: whoever has just made it waits for it. */
const NOTHING_MS = 5000;

/** Calls `read` at most once a minute, or once in five seconds while it returns null. What failed is read anew by the next call. */
export function kept<T>(read: () => Promise<T>, now = Date.now): () => Promise<T> {
  let last: { readonly value: Promise<T>; until: number } | null = null;
  return () => {
    if (last && now() < last.until) return last.value;
    const mine = { value: read(), until: now() + KEPT_MS };
    last = mine;
    mine.value.then(
      (value) => {
        if (value === null) mine.until = now() + NOTHING_MS;
      },
      () => {
        mine.until = 0;
      },
    );
    return mine.value;
  };
}
