import { asciiJson } from '../../handler/src/json.ts';
import type { Refused } from './answers.ts';

/** Something that the user can mend: it is answered, not logged. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

export const answer = (body: object, status = 200): Response =>
  new Response(asciiJson(body), { status, headers: HEADERS });

export const refused = ({ status, code, message }: Refusal): Response =>
  answer({ error: code, message } satisfies Refused, status);
