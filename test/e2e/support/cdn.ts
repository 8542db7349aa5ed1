import { cdnOf } from '../../../local/cdn.ts';
import { type Answer, askAt } from '../../support/ask.ts';
import { output, state } from './stack.ts';

export type { Answer };

export interface Request {
  /** The distribution's address by default. */
  host?: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
}

/** The distribution's address, for a browser. */
export const cdn = cdnOf(state) ?? '';

/** Sends a request to the CDN. Unlike `fetch`, it sends the path unchanged. */
export function ask(path: string, { host = output('cdn_domain_name'), ...request }: Request = {}): Promise<Answer> {
  return askAt({ port: state.port, host, ...request }, path);
}

/** Sends many requests at once. */
export function askTimes(times: number, path: string, options?: Request): Promise<Answer[]> {
  return Promise.all(Array.from({ length: times }, () => ask(path, options)));
}

/** Status and code of a refusal. */
export const refusal = ({ status, headers }: Answer): [number, unknown] => [status, headers['x-darkroom-error']];
