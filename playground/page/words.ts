/** Numbers as people read them. */
const NUMBER = new Intl.NumberFormat('en');

const count = (value: number): string => NUMBER.format(value);

export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  return value < 1_000_000 ? `${(value / 1000).toFixed(1)} kB` : `${(value / 1_000_000).toFixed(1)} MB`;
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `image/svg+xml` is `svg`. */
export const typeName = (contentType: string): string =>
  contentType.replace(/^image\//, '').replace(/[;+].*$/, '') || 'nothing';

export const plural = (value: number, one: string): string => `${count(value)} ${one}${value === 1 ? '' : 's'}`;
