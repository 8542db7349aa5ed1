import { encodePath } from '../handler/src/urls.ts';
import type { State } from './state.ts';

/**
 * The distribution's address for a browser, without a trailing slash: all names under localhost resolve to this
 * machine. Null if the stack has no CDN.
 */
export function cdnOf({ port, outputs }: Pick<State, 'port' | 'outputs'>): string | null {
  const domain = outputs?.['cdn_domain_name'];
  return typeof domain === 'string' ? `http://${domain.replace(/\.net$/, '.localhost')}:${port}` : null;
}

/** The URL of a preset's variant on the CDN. Without a format in its name, each browser gets the best format that it accepts. */
export function urlPathOf(path: string, variant: string): string {
  return `/${variant.replace('~', '@')}/${encodePath(path)}`;
}
