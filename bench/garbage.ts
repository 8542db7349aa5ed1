import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Collects all garbage now, so that what one run leaves behind is not collected on the next one's time. */
export const collectGarbage = runInNewContext('gc') as () => void;
