/** A clock that advances by 10 ms per turn of the event loop while any code sleeps. */
export interface Clock {
  /** Milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  every(milliseconds: number, call: () => void): () => void;
}

const STEP = 10;

export function createClock(advance: (milliseconds: number) => void): Clock {
  let time = 0;
  let ticking = false;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();
  const timers = new Set<{ due: number; readonly period: number; readonly call: () => void }>();

  const tick = async (): Promise<void> => {
    if (ticking) return;
    ticking = true;
    while (sleepers.size > 0) {
      await new Promise(setImmediate);
      time += STEP;
      advance(STEP);
      for (const timer of timers) {
        if (timer.due > time) continue;
        timer.due += timer.period;
        timer.call();
      }
      // Whoever sleeps is left alone until then: of hundreds, each would else be asked a hundred times a second.
      for (const sleeper of sleepers) {
        if (sleeper.due > time) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    }
    ticking = false;
  };
  return {
    sleep: (milliseconds) =>
      new Promise((wake) => {
        sleepers.add({ due: time + milliseconds, wake });
        void tick();
      }),
    every: (period, call) => {
      const timer = { due: time + period, period, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
}
