import type { Workshop } from '../../../handler/src/reconcile/run.ts';
import type { Flight } from '../../../handler/src/render/flight.ts';
import { obtain } from '../../../handler/src/render/obtain.ts';
import { orderOf } from '../../../handler/src/render/order.ts';
import { isRefusal } from '../../../handler/src/render/refusal.ts';
import { PRESETS } from './kitchen.ts';

interface Moments {
  /** Waits its turn, and may die. */
  readonly pause: () => Promise<void>;
  /** Waits its turn. */
  readonly turn: () => Promise<void>;
  /** Whether its time is up. */
  readonly isOver: () => boolean;
}

export type Renderer = (workshop: Workshop, path: string, name: string, moments: Moments) => Promise<void>;

const MOST_RENEWALS = 3;

/** The real thing, with a clock that strikes whenever the scheduler says so. */
export const realRender: Renderer = async (workshop, path, name, { pause, turn, isOver }) => {
  const order = orderOf(name, { presets: PRESETS, plan: workshop.plan, transforms: null });
  if (isRefusal(order)) throw new Error(order.message);
  const every: Flight['every'] = (_seconds, call) => {
    let left = MOST_RENEWALS;
    const strike = (): void => {
      left -= 1;
      if (left < 0 || isOver()) return;
      call();
      void turn().then(strike);
    };
    void turn().then(strike);
    return () => (left = 0);
  };
  const remaining = () => (isOver() ? 0 : 1e9);
  const flight: Flight = {
    ...workshop,
    warmUp: () => undefined,
    mostTransform: 1000,
    mostBytes: 1000,
    pause,
    every,
    path,
    order,
    remaining,
    steps: {},
    waits: 0,
    tookOver: false,
  };
  // What it would answer with 503.
  await obtain(flight).catch(() => undefined);
};
