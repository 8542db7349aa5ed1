/** The HTTP status that a failed request was answered with; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  if (error === null || typeof error !== 'object' || !('$metadata' in error)) return undefined;
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

/**
 * What a conditional request comes to, or `lost` where its condition refused it: 412, or 409 where two came at once, or
 * 404 where what it names is gone.
 */
export async function unlessLost<T, L>(request: Promise<T>, lost: L): Promise<T | L> {
  try {
    return await request;
  } catch (error) {
    const status = statusOf(error);
    if (status === 412 || status === 409 || status === 404) return lost;
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
