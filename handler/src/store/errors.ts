/** What the SDK says of a request, in responses and errors alike; undefined for anything else, since anything may be thrown. */
export function metadataOf(answer: unknown): { httpStatusCode?: number; attempts?: number } | undefined {
  return (answer as { $metadata?: { httpStatusCode?: number; attempts?: number } } | null | undefined)?.$metadata;
}

/** The HTTP status of a failed request's response; undefined if there was no response. */
export const statusOf = (error: unknown): number | undefined => metadataOf(error)?.httpStatusCode;

/**
 * The result of a conditional request, or `lost` if its condition failed: 412, or 409 if two requests came at once, or
 * 404 if the object is gone.
 */
export const unlessLost = <T, L>(request: Promise<T>, lost: L): Promise<T | L> =>
  unless([404, 409, 412], request, lost);

/**
 * The same if it matters who won: after a 409 the object may still be there unchanged, so the request is worth
 * retrying.
 */
export const unlessChanged = <T, L>(request: Promise<T>, lost: L): Promise<T | L> => unless([404, 412], request, lost);

async function unless<T, L>(refusals: readonly number[], request: Promise<T>, lost: L): Promise<T | L> {
  try {
    return await request;
  } catch (error) {
    if (refusals.some((refusal) => refusal === statusOf(error))) return lost;
    throw error;
  }
}

/** The same for a condition on an object that may be gone. S3 answers this with 403 if the role may not list. */
export async function unlessGone<T, L>(request: Promise<T>, lost: L): Promise<T | L> {
  try {
    return await unlessLost(request, lost);
  } catch (error) {
    if (statusOf(error) === 403) return lost;
    throw error;
  }
}
