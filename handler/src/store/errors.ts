/** The HTTP status that a failed request was answered with; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  if (error === null || typeof error !== 'object' || !('$metadata' in error)) return undefined;
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/**
 * What a conditional request comes to, or `lost` where its condition refused it: 412, or 409 where two came at once, or
 * 404 where what it names is gone.
 */
export const unlessLost = <T, L>(request: Promise<T>, lost: L): Promise<T | L> =>
  unless([404, 409, 412], request, lost);

/** The same where it matters who won: after a 409 what the request was about may be there as it was, so it is worth another try. */
export const unlessChanged = <T, L>(request: Promise<T>, lost: L): Promise<T | L> => unless([404, 412], request, lost);

async function unless<T, L>(refusals: readonly number[], request: Promise<T>, lost: L): Promise<T | L> {
  try {
    return await request;
  } catch (error) {
    if (refusals.includes(statusOf(error) ?? 0)) return lost;
    throw error;
  }
}

/** The same for a condition on something that may be gone, which S3 answers with 403 where the role may not list. */
export async function unlessGone<T, L>(request: Promise<T>, lost: L): Promise<T | L> {
  try {
    return await unlessLost(request, lost);
  } catch (error) {
    if (statusOf(error) === 403) return lost;
    throw error;
  }
}
