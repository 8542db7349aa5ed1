import { DEFAULT_LIMITS, preset } from '../../support/images/presets.ts';
import { PREFIXES } from '../../support/simulation/index.ts';

export interface Resources {
  readonly bucket: string;
  readonly queues: { readonly process: string; readonly purge: string; readonly sweep: string };
  readonly eventsTopic: string;
  readonly distribution: string;
}

/** One configuration document for all functions here, with everything that any of them needs. */
export function configOf({ bucket, queues, eventsTopic, distribution }: Resources, settings: object = {}): object {
  return {
    stack: 'darkroom-runtime',
    bucket,
    prefixes: PREFIXES,
    presets: { small: preset(20, 20, { formats: ['webp'] }), later: preset(10, 10, { make: 'request' }) },
    limits: DEFAULT_LIMITS,
    cacheControl: 'public, max-age=86400',
    eventsTopic,
    queues: { process: queues.process, purge: queues.purge },
    maxReceiveCount: 5,
    memory: 1_769,
    timeout: 30,
    purge: { queue: queues.purge, distribution },
    sweep: { queue: queues.sweep, rate: 100, backlog: 1_000, minimumAge: 0 },
    ...settings,
  };
}
