import { transformOfName } from '../transforms.ts';
import { encodePath } from '../urls.ts';
import type { Route } from './route.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The public URL of exactly this variant, as an absolute path. For a preset it follows from the variant; for a
 * transform it has a signature, which only the viewer function knows. Its value is accepted only if it has the form of
 * such a URL. Null if there is none.
 */
export function publicUrl({ path, name }: Route, told: string | undefined): string | null {
  if (!name.startsWith('~')) return `/${name.replace('~', '@')}/${encodePath(path)}`;
  const wanted = `/${transformOfName(name) ?? ''}/${encodePath(path)}`;
  const signed = new RegExp(`^/~[A-Za-z0-9_-]{43}${escaped(wanted)}(\\?expires=\\d{1,15})?$`);
  return told !== undefined && signed.test(told) ? told : null;
}
