import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import type { Point } from './view.ts';

interface Gestures {
  readonly isZoomed: boolean;
  /** What was at `from` was moved to `to`, and its size multiplied. */
  readonly onMove: (factor: number, from: Point, to: Point) => void;
  /** The slider was dragged to this part of the width, 0 to 1. */
  readonly onSlide: (part: number) => void;
}

interface Handlers {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerCancel: (event: PointerEvent) => void;
}

/**
 * What mouse, pen and fingers do on the stage: one drags the slider, or the picture if that is zoomed; two fingers, and the
 * wheel, zoom and pan.
 */
export function useGestures(stage: RefObject<HTMLElement | null>, { isZoomed, onMove, onSlide }: Gestures): Handlers {
  const held = useRef(new Map<number, Point>());
  // The finger that is lifted last does not move the slider, which it did not hold.
  const pinches = useRef(false);

  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top, width, height } = (stage.current as HTMLElement).getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };
  const distance = (one: Point, other: Point): number => {
    const { clientWidth = 1, clientHeight = 1 } = stage.current ?? {};
    // Two fingers can't be at one place, but a sensor may say so.
    return Math.max(1, Math.hypot((one.x - other.x) * clientWidth, (one.y - other.y) * clientHeight));
  };

  useEffect(() => {
    const element = stage.current;
    // Preact's listeners are passive on some targets; this one keeps the page from scrolling.
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !element?.contains(document.activeElement)) return;
      event.preventDefault();
      onMove(Math.exp(-event.deltaY / 300), at(event), at(event));
    };
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, [onMove]);

  const onPointerUp = ({ pointerId }: PointerEvent): void => {
    held.current.delete(pointerId);
    pinches.current &&= held.current.size > 0;
  };
  return {
    onPointerDown: (event) => {
      if (event.button !== 0 || held.current.size === 2) return;
      stage.current?.setPointerCapture(event.pointerId);
      held.current.set(event.pointerId, at(event));
      pinches.current ||= held.current.size === 2;
    },
    onPointerMove: (event) => {
      const before = held.current.get(event.pointerId);
      if (!before) return;
      // It was released where nothing told of it.
      if (event.buttons === 0) {
        onPointerUp(event);
        return;
      }
      const now = at(event);
      const other = [...held.current].find(([id]) => id !== event.pointerId)?.[1];
      held.current.set(event.pointerId, now);
      if (other) onMove(distance(now, other) / distance(before, other), middle(before, other), middle(now, other));
      else if (isZoomed || pinches.current) onMove(1, before, now);
      else onSlide(Math.min(1, Math.max(0, now.x)));
    },
    onPointerUp,
    onPointerCancel: onPointerUp,
  };
}

const middle = (one: Point, other: Point): Point => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
