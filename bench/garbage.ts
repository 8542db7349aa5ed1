import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Collects all garbage now, so that one run's garbage is not collected during the next one. */
export const collectGarbage = runInNewContext('gc') as () => void;
