import { reader } from '../reader.ts';
import type { ItemStart } from './data.ts';

export interface Canvas {
  readonly width: number;
  readonly height: number;
}

/**
 * Bytes before the size: for a grid, version, flags, rows and columns; for an overlay, version, flags and background.
 */
const SIZE_AT: Readonly<Record<string, number>> = { grid: 4, iovl: 10 };
const LONGEST = 18;

/** Whether an image of this type has a canvas on which others are placed. */
export const hasCanvas = (type: string): boolean => type in SIZE_AT;

/**
 * The size that a derived image (grid or overlay) states itself, which may differ from its properties; undefined if it
 * states none. ISO/IEC 23008-12, 6.6.2.
 */
export function canvasOf(itemStart: ItemStart, { id, type }: { id: number; type: string }): Canvas | undefined {
  const at = SIZE_AT[type];
  const data = itemStart(id, LONGEST);
  const its = reader(data, 'avif');
  const wide = data.length > 1 && (its.u8(1) & 1) === 1;
  if (at === undefined || data.length < at + (wide ? 8 : 4)) return undefined;
  return wide ? { width: its.u32(at), height: its.u32(at + 4) } : { width: its.u16(at), height: its.u16(at + 2) };
}
