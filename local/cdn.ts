import { encodePath } from '../handler/src/urls.ts';
import type { State } from './state.ts';

/**
 * Where a browser finds the stack's distribution, without a slash at the end: all names under localhost are this
 * machine's. Null where the stack has none.
 */
export function cdnOf({ port, outputs }: Pick<State, 'port' | 'outputs'>): string | null {
  const domain = outputs?.['cdn_domain_name'];
  return typeof domain === 'string' ? `http://${domain.replace(/\.net$/, '.localhost')}:${port}` : null;
}

/** The URL of a preset's variant on the CDN. Without a format in its name, each browser gets the best that it accepts. */
export function urlPathOf(path: string, variant: string): string {
  return `/${variant.replace('~', '@')}/${encodePath(path)}`;
}
