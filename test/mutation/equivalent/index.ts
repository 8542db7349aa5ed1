import { EDGE } from './edge.ts';
import type { Equivalent } from './equivalent.ts';
import { KEYS } from './keys.ts';
import { RECONCILE } from './reconcile.ts';
import { STORE } from './store.ts';

export const EQUIVALENT: readonly Equivalent[] = [...EDGE, ...KEYS, ...STORE, ...RECONCILE];
