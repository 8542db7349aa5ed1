/**
 * Remembers what was made for a few keys, the last ones made, for as long as this process lives. What failed is not remembered.
 */
export function keptLast<T>(most: number): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, Promise<T>>();
  return (key, make) => {
    const found = kept.get(key);
    if (found !== undefined) return found;
    const made = make();
    kept.set(key, made);
    for (const oldest of [...kept.keys()].slice(0, -most)) kept.delete(oldest);
    made.catch(() => kept.delete(key));
    return made;
  };
}
