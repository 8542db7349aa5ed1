import type { Preset, Presets } from '../../handler/src/presets.ts';

export interface Output {
  /** Named like Darkroom's variants: `800x600`, `800x600~webp`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Letter = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g';

/** One way to make every variant that the presets define, or only these. */
export interface Way {
  readonly letter: Letter;
  readonly title: string;
  readonly run: (photo: Uint8Array, presets: Presets, only?: readonly string[]) => Promise<Output[]>;
}

export interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly formats: Preset['formats'];
}

/** Target sizes of the presets, largest first; for presets with both width and height. */
export function sizes(presets: Presets): Size[] {
  return Object.entries(presets)
    .map(([name, { width, height, formats }]) => ({ name, width: width ?? 0, height: height ?? 0, formats }))
    .sort((a, b) => b.width * b.height - a.width * a.height);
}
