/** A clock that advances by 10 ms per turn of the event loop while any code sleeps. */
export interface Clock {
  /** Milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  every(milliseconds: number, call: () => void): () => void;
}

const STEP = 10;

export function createClock(advance: (milliseconds: number) => void): Clock {
  let time = 0;
  let sleepers = 0;
  let ticking = false;
  const timers = new Set<{ due: number; readonly period: number; readonly call: () => void }>();

  const tick = async (): Promise<void> => {
    if (ticking) return;
    ticking = true;
    while (sleepers > 0) {
      await new Promise(setImmediate);
      time += STEP;
      advance(STEP);
      for (const timer of timers) {
        if (timer.due > time) continue;
        timer.due += timer.period;
        timer.call();
      }
    }
    ticking = false;
  };
  return {
    sleep: async (milliseconds) => {
      const end = time + milliseconds;
      sleepers += 1;
      void tick();
      while (time < end) await new Promise(setImmediate);
      sleepers -= 1;
    },
    every: (period, call) => {
      const timer = { due: time + period, period, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
}
