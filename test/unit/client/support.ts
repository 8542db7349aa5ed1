import type { Stack } from '../../../packages/client/src/index.ts';

const preset = (width: number | null, height: number | null, fit = 'cover') => ({
  width,
  height,
  fit,
  enlarge: false,
  formats: ['avif', 'webp'] as ('avif' | 'webp')[],
});

/** What a stack with presets of three shapes tells. */
export const STACK = {
  url: 'https://images.example',
  presets: {
    avatar: preset(96, 96),
    '400x300': preset(400, 300),
    '800x600': preset(800, 600),
    '1600x1200': preset(1600, 1200),
    text: preset(700, null),
    page: preset(1400, 1000, 'inside'),
  },
  transforms: { maxDimension: 2000, formats: ['webp'] },
  manifests: true,
  upload: { bucket: 'photos', prefix: 'originals/', folders: [], bytes: 5_000_000 },
} satisfies Stack;
