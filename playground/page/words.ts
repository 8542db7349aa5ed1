/** Numbers as people read them. */
const NUMBER = new Intl.NumberFormat('en');

export const count = (value: number): string => NUMBER.format(value);

export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  return value < 1_000_000 ? `${(value / 1000).toFixed(1)} kB` : `${(value / 1_000_000).toFixed(1)} MB`;
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** `image/svg+xml` is `svg`. */
export const typeName = (contentType: string): string =>
  contentType.replace(/^image\//, '').replace(/[;+].*$/, '') || 'nothing';

export const plural = (value: number, one: string): string => `${count(value)} ${one}${value === 1 ? '' : 's'}`;
