import { useEffect, useState } from 'preact/hooks';

import type { Darkroom, ReadyManifest, Stack } from '../../packages/client/src/index.ts';
import { useAnswers } from './answers.ts';
import { originalUrl } from './api.ts';
import type { Measured } from './measure.ts';

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
  const [original, setOriginal] = useState('');
  const [refusal, setRefusal] = useState('');
  const { answers, error } = useAnswers(
    manifest.variants.map(({ name, preset }) => {
      const [, format] = name.split('~');
      return { name, url: images.url(manifest.path, preset, format), accept: format ? 'image/*' : '*/*' };
    }),
    [manifest],
  );
  useEffect(() => {
    let isCurrent = true;
    setRefusal('');
    originalUrl(manifest.path).then(
      ({ url }) => {
        if (isCurrent) setOriginal(url);
      },
      (reason: unknown) => {
        if (isCurrent) setRefusal((reason as Error).message);
      },
    );
    return () => {
      isCurrent = false;
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
  return { shown, original, error: error || refusal };
}
