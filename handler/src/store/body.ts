import { parseJson } from '../json.ts';

/** The part of an answer that is read here. */
interface Answer {
  readonly Body?: { readonly transformToString: () => Promise<string> } | undefined;
}

/** The JSON in an answer's body; undefined if there is no body, or no JSON in it. */
export async function jsonIn({ Body }: Answer): Promise<unknown> {
  return Body && parseJson(await Body.transformToString());
}
