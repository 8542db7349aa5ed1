import { type AdapterOptions, type Asked, urlFor, widthsOf } from './adapter.ts';
import type { Stack } from './stack.ts';

/** unpic's `TransformerFunction`, for the components of `@unpic/<framework>/base`. */
export function transformer<S extends Stack>(
  stack: S,
  options?: AdapterOptions<S>,
): (src: string | URL, operations: { [Key in keyof Asked]: Asked[Key] | string }) => string {
  return (src, { width, format }) =>
    urlFor(stack, String(src), { width: width === undefined ? undefined : Number(width), format }, options);
}

/** The component's `breakpoints`: the widths that there are. */
export const breakpoints = widthsOf;
