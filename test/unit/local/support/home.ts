import path from 'node:path';

import { type Home, homeOf } from '../../../../local/paths.ts';

/** A home that lies in a folder of a test's own. */
export function homeIn(folder: string): Home {
  const home = homeOf('unit');
  const here = (file: string) => path.join(folder, path.basename(file));
  return {
    folder,
    state: here(home.state),
    log: here(home.log),
    temporary: path.join(folder, 'tmp'),
    terraformState: here(home.terraformState),
    terraformLeftovers: home.terraformLeftovers.map(here),
  };
}
