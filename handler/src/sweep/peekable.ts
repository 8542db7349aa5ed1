/** A sequence that is read on demand, and whose next element can be peeked at. */
export interface Peekable<T> {
  /** The next element, without consuming it; undefined at the end. */
  peek(): Promise<T | undefined>;
  /** Consumes and returns the next element. */
  take(): Promise<T | undefined>;
}

export function peekable<T extends object>(source: AsyncIterable<T>): Peekable<T> {
  const iterator = source[Symbol.asyncIterator]();
  let next: Promise<T | undefined> | undefined;
  const peek = (): Promise<T | undefined> => {
    next ??= iterator.next().then((result) => (result.done === true ? undefined : result.value));
    return next;
  };
  return {
    peek,
    take: async () => {
      const taken = await peek();
      if (taken !== undefined) next = undefined;
      return taken;
    },
  };
}
