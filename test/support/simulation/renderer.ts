import type { ReconcileContext } from '../../../handler/src/reconcile/run.ts';
import { obtain } from '../../../handler/src/render/obtain.ts';
import { isRefusal } from '../../../handler/src/render/refusal.ts';
import type { Rendering } from '../../../handler/src/render/rendering.ts';
import { resolveVariant } from '../../../handler/src/render/variant-spec.ts';
import { PRESETS } from './fake-images.ts';

interface Moments {
  /** Waits for its turn, and may die. */
  readonly pause: () => Promise<void>;
  /** Waits for its turn. */
  readonly turn: () => Promise<void>;
  /** Whether its time is up. */
  readonly isOver: () => boolean;
}

export type Renderer = (context: ReconcileContext, path: string, name: string, moments: Moments) => Promise<void>;

const MOST_RENEWALS = 3;

/** The real render, with a timeout that the scheduler triggers. */
export const realRender: Renderer = async (context, path, name, { pause, turn, isOver }) => {
  const spec = resolveVariant(name, { presets: PRESETS, plan: context.plan, transforms: null });
  if (isRefusal(spec)) throw new Error(spec.message);
  const every: Rendering['every'] = (_seconds, call) => {
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
  const rendering: Rendering = {
    ...context,
    warmUp: () => undefined,
    mostTransform: 1000,
    mostBytes: 1000,
    pause,
    every,
    path,
    spec,
    remaining,
    steps: {},
    waits: 0,
    tookOver: false,
  };
  // Errors that render answers with 503.
  await obtain(rendering).catch(() => undefined);
};
