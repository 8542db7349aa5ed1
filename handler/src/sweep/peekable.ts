/** A list that is read as it is needed, with a look at what comes next. */
export interface Peekable<T> {
  /** The next one, which stays; undefined at the end. */
  peek(): Promise<T | undefined>;
  /** The next one, taken. */
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
