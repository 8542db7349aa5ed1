import type { Keys } from '../keys.ts';
import { unspell } from '../spelling.ts';
import { type Refusal, refusal } from './refusal.ts';

/** The variant that a request names, whether or not it exists. */
export interface Route {
  readonly path: string;
  /** Last segment of the variant's key. */
  readonly name: string;
}

// Characters that no client, proxy or signature encodes or decodes (RFC 3986, section 2.3), and slashes.
const SPELLED = /^[A-Za-z0-9._~/-]*$/;

/**
 * Parses `<prefix>/<spelled path>/<variant>`, as sent by the viewer function: nothing in it is percent-encoded.
 * @param uriPrefix an absolute path without a slash at its end, or empty
 */
export function routeOf(requested: string, keys: Keys, uriPrefix = ''): Route | Refusal {
  if (!requested.startsWith(`${uriPrefix}/`)) {
    return refusal(404, 'no_path', `The path does not begin with ${uriPrefix}/.`);
  }
  const rawPath = requested.slice(uriPrefix.length);
  if (!SPELLED.test(rawPath)) {
    return refusal(400, 'bad_encoding', 'The path contains characters that the viewer function never sends.');
  }
  const slash = rawPath.lastIndexOf('/');
  if (slash < 1) return refusal(404, 'no_path', 'The URL names no image.');
  const path = unspell(rawPath.slice(1, slash));
  if (path === null) return refusal(404, 'no_path', 'The URL is not a valid spelling of a path.');
  const name = rawPath.slice(slash + 1);
  const problem = keys.problem(path, [name]);
  return problem ? refusal(404, problem.code, problem.message) : { path, name };
}
