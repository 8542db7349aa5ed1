import { useEffect, useState } from 'preact/hooks';

import { measure, type Measured } from './measure.ts';

/** A request for an image, as a client with this Accept header would send it. */
export interface Asked {
  readonly name: string;
  readonly url: string;
  readonly accept: string;
}

/**
 * What the CDN answers, by name: one request after the other, so that each has its own time. They are sent anew, and
 * the pictures of the old answers freed, when a dependency changes.
 */
export function useAnswers(
  requests: readonly Asked[],
  dependencies: readonly unknown[],
): { answers: Readonly<Record<string, Measured>>; error: string } {
  const [answers, setAnswers] = useState<Readonly<Record<string, Measured>>>({});
  const [error, setError] = useState('');
  useEffect(() => {
    const left = new AbortController();
    const blobs: string[] = [];
    setAnswers({});
    setError('');
    const all = async (): Promise<void> => {
      for (const { name, url, accept } of requests) {
        const answer = await measure(url, accept, left.signal);
        blobs.push(answer.blob);
        setAnswers((known) => ({ ...known, [name]: answer }));
      }
    };
    all().catch((reason: unknown) => {
      if (!left.signal.aborted) setError((reason as Error).message);
    });
    return () => {
      left.abort();
      for (const blob of blobs) URL.revokeObjectURL(blob);
    };
  }, dependencies);
  return { answers, error };
}
