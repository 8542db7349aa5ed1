import { EXPOSED_HEADERS } from '../handler/src/exposed-headers.ts';
import { encodePath } from '../handler/src/urls.ts';
import type { EdgeEvent, EdgeRequest, EdgeResponse, Fields } from './event.ts';
import { valueOf } from './event.ts';
import { readPath } from './path.ts';
import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';
import type { Route } from './route.ts';
import { routePreset, routeTransform } from './route.ts';

const METHODS = 'GET, HEAD, OPTIONS';

/**
 * What CloudFront calls for each request, before it looks in its cache; and, where other sites may read the images, for
 * each response. (A response headers policy could allow them too, but then replaces our Vary by its own.)
 */
export function handler(event: EdgeEvent): EdgeRequest | EdgeResponse {
  if (event.response) return allowed(event.response);
  const request = event.request;
  if (request.method === 'OPTIONS') return preflight();
  let answer: Route | Refusal;
  try {
    answer =
      request.method === 'GET' || request.method === 'HEAD'
        ? route(request)
        : refusal(405, 'method_not_allowed', `${METHODS} are answered here.`);
  } catch {
    answer = refusal(400, 'bad_encoding', 'The path is not valid Unicode.');
  }
  if ('code' in answer) return refuse(answer, request.method);

  request.uri = answer.uri;
  request.querystring = {};
  request.cookies = {};
  // What render redirects to if the variant is too large for its reply. Always set, so that no viewer can choose it.
  request.headers['x-darkroom-url'] = { value: answer.url };
  return request;
}

function route(request: EdgeRequest): Route | Refusal {
  const path = readPath(request.uri);
  if (typeof path !== 'string') return path;
  const slash = path.indexOf('/');
  const first = slash < 0 ? path : path.slice(0, slash);
  const rest = slash < 0 ? '' : path.slice(slash + 1);
  if (DARKROOM.manifests && first === 'manifests' && rest !== '') {
    const uri = encodePath(`/${path}`);
    return { uri: uri, url: uri };
  }
  if (first.charAt(0) !== '~') return routePreset(DARKROOM, first, rest, valueOf(request.headers['accept']));
  const expires = request.querystring['expires'];
  return routeTransform(DARKROOM, first.slice(1), rest, expires && valueOf(expires), Date.now() / 1000);
}

function preflight(): EdgeResponse {
  const headers = shared();
  headers['allow'] = { value: METHODS };
  if (DARKROOM.cors !== '') {
    headers['access-control-allow-methods'] = { value: METHODS };
    headers['access-control-allow-headers'] = { value: '*' };
    headers['access-control-max-age'] = { value: '86400' };
  }
  return allowed({ statusCode: 204, statusDescription: 'No Content', headers: headers });
}

function refuse(why: Refusal, method: string): EdgeResponse {
  const headers = shared();
  headers['content-type'] = { value: 'text/plain; charset=utf-8' };
  headers['x-darkroom-error'] = { value: why.code };
  if (why.status === 405) headers['allow'] = { value: METHODS };
  const response: EdgeResponse = { statusCode: why.status, statusDescription: why.code, headers: headers };
  if (method !== 'HEAD') response.body = `${why.message}\n`;
  return allowed(response);
}

// The response headers policy covers what comes from an origin, not what a function answers.
function shared(): Fields {
  return {
    'cache-control': { value: 'no-store' },
    'x-content-type-options': { value: 'nosniff' },
    vary: { value: 'Accept' },
  };
}

function allowed(response: EdgeResponse): EdgeResponse {
  if (DARKROOM.cors !== '') {
    response.headers['access-control-allow-origin'] = { value: DARKROOM.cors };
    response.headers['access-control-expose-headers'] = { value: EXPOSED_HEADERS };
  }
  return response;
}
