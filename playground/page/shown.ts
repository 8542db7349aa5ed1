import { useEffect, useState } from 'preact/hooks';

import type { Darkroom, ReadyManifest, Stack } from '../../packages/client/src/index.ts';
import { originalUrl } from './api.ts';
import { measure, type Measured } from './measure.ts';

export interface Shown {
  readonly name: string;
  readonly preset: string;
  /** What was asked for; `plain` without a format in the URL, and no wish in Accept. */
  readonly asked: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** Null until the CDN has answered. */
  readonly measured: Measured | null;
}

/** The variants of a photo as the CDN delivers them, and the URL of its original. */
export function useShown(
  images: Darkroom<Stack>,
  manifest: ReadyManifest,
): { shown: Shown[]; original: string; error: string } {
  const [answers, setAnswers] = useState<Record<string, Measured>>({});
  const [original, setOriginal] = useState('');
  const [error, setError] = useState('');
  useEffect(() => {
    const left = new AbortController();
    const blobs: string[] = [];
    const failed = (reason: unknown): void => {
      if (!left.signal.aborted) setError((reason as Error).message);
    };
    setAnswers({});
    setError('');
    originalUrl(manifest.path).then(({ url }) => {
      setOriginal(url);
    }, failed);
    const all = async (): Promise<void> => {
      // One after the other, so that each has its own time.
      for (const { name, preset } of manifest.variants) {
        const [, format] = name.split('~');
        const answer = await measure(
          images.url(manifest.path, preset, format),
          format ? 'image/*' : '*/*',
          left.signal,
        );
        blobs.push(answer.blob);
        setAnswers((known) => ({ ...known, [name]: answer }));
      }
    };
    all().catch(failed);
    return () => {
      left.abort();
      for (const blob of blobs) URL.revokeObjectURL(blob);
    };
  }, [manifest]);
  // The largest preset first: it is the one to look at.
  const shown = [...manifest.variants]
    .sort((one, other) => other.width - one.width)
    .map(({ name, preset, width, height, bytes }) => ({
      name,
      preset,
      asked: name.split('~')[1] ?? 'plain',
      width,
      height,
      bytes,
      measured: answers[name] ?? null,
    }));
  return { shown, original, error };
}
