import type { ImgAttributes, SourceAttributes } from './index.ts';

/** Attributes by React's names: `srcSet` for `srcset`, `fetchPriority` for `fetchpriority`. */
export type ReactAttributes<A> = Omit<A, 'srcset' | 'fetchpriority'> & { srcSet?: string; fetchPriority?: 'high' };

/** What `img` or a source of `picture` returned, for JSX: `<img {...props(images.img(path, { alt: '' }))} />`. */
export function props<A extends ImgAttributes | SourceAttributes>(attributes: A): ReactAttributes<A> {
  const { srcset, fetchpriority, ...rest }: Partial<ImgAttributes> = attributes as Partial<ImgAttributes>;
  return {
    ...rest,
    ...(srcset && { srcSet: srcset }),
    ...(fetchpriority && { fetchPriority: fetchpriority }),
  } as ReactAttributes<A>;
}
