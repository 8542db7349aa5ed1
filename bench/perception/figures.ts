import sharp from 'sharp';

import { cpuOf } from '../timing.ts';
import type { Likeness, Metric } from './metric.ts';
import type { Photograph } from './photographs.ts';
import type { Setting } from './settings.ts';

/** What a setting makes of all photographs. */
export interface Figures {
  readonly who: string;
  readonly format: Setting['format'];
  /** Mean share of the bytes of a progressive JPEG at quality 80, photograph by photograph. */
  readonly bytes: number;
  /** SSIMULACRA2: mean, tenth percentile and worst. */
  readonly mean: number;
  readonly p10: number;
  readonly worst: number;
  /** Photographs under 72 points. */
  readonly poor: number;
  /** butteraugli's distance of the worst photograph. */
  readonly distance: number;
  /** CPU time in milliseconds per megapixel, the median. */
  readonly cpu: number;
}

interface Sample extends Likeness {
  readonly share: number;
  readonly cpu: number;
}

/** One thread, one encode at a time: bytes of AVIF depend on the threads, and CPU times on neighbours. */
export async function measureFigures(
  settings: readonly Setting[],
  photographs: readonly Photograph[],
  metric: Metric,
  progress: (text: string) => void,
): Promise<Figures[]> {
  const samples = settings.map((): Sample[] => []);
  for (const { name, raster } of photographs) {
    progress(name);
    const { data, width, height, channels } = raster;
    const jpeg = await sharp(data, { raw: { width, height, channels } })
      .jpeg({ quality: 80, progressive: true })
      .toBuffer();
    for (const [index, { encode }] of settings.entries()) {
      const { result: bytes, cpu } = await cpuOf(() => encode(raster));
      const pixels = await sharp(bytes).toColourspace('srgb').removeAlpha().raw().toBuffer();
      samples[index]?.push({
        ...(await metric.compare(raster, pixels)),
        share: bytes.length / jpeg.length,
        cpu: cpu / ((width * height) / 1e6),
      });
    }
  }
  return settings.map(({ who, format }, index) => ({ who, format, ...figuresOf(samples[index] ?? []) }));
}

function figuresOf(samples: readonly Sample[]): Omit<Figures, 'who' | 'format'> {
  const sorted = (value: (sample: Sample) => number): number[] => samples.map(value).sort((a, b) => a - b);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const scores = sorted(({ score }) => score);
  const at = (values: readonly number[], share: number): number =>
    values[Math.floor(share * (values.length - 1))] ?? NaN;
  const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
  return {
    bytes: rounded(mean(samples.map(({ share }) => share)), 4),
    mean: rounded(mean(scores), 2),
    p10: rounded(at(scores, 0.1), 2),
    worst: rounded(at(scores, 0), 2),
    poor: scores.filter((score) => score < 72).length,
    distance: rounded(
      at(
        sorted(({ distance }) => distance),
        1,
      ),
      2,
    ),
    cpu: Math.round(
      at(
        sorted(({ cpu }) => cpu),
        0.5,
      ),
    ),
  };
}
