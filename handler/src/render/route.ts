import type { Keys } from '../keys.ts';
import { type Refusal, refusal } from './refusal.ts';

/** What a request asks for, whether or not there is such a thing. */
export interface Route {
  readonly path: string;
  /** Last segment of the variant's key. */
  readonly name: string;
}

/** Reads `/<path>/<variant>` as the viewer function spells it: percent-encoded, exactly once. */
export function routeOf(rawPath: string, keys: Keys): Route | Refusal {
  let key: string;
  try {
    key = decodeURIComponent(rawPath).slice(1);
  } catch {
    return refusal(400, 'bad_encoding', 'The path is not percent-encoded UTF-8.');
  }
  const slash = key.lastIndexOf('/');
  if (slash < 1) return refusal(404, 'no_path', 'The URL names no image.');
  const path = key.slice(0, slash);
  const name = key.slice(slash + 1);
  const problem = keys.problem(path, [name]);
  return problem ? refusal(404, problem.code, problem.message) : { path, name };
}
