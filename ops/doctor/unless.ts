/** The answer, or null for an error of this name: S3 answers with one where a setting was never made. */
export const unless = async <T>(name: string, answer: Promise<T>): Promise<T | null> =>
  answer.catch((error: unknown) => {
    if (error instanceof Error && error.name === name) return null;
    throw error;
  });
