import { GetScheduleCommand, type GetScheduleCommandOutput } from '@aws-sdk/client-scheduler';

import type { Found } from '../with-stack.ts';
import { Wrong } from './check.ts';
import { unless } from './unless.ts';

/** What the description of a schedule contains that the module itself has disabled. */
const MEANT = 'sweep.schedule.enabled';

/**
 * The schedule that starts a function, under the function's name: `enabled`, or `meant` if it is disabled as the module says.
 * @throws Wrong if it does not exist, or somebody has disabled it
 */
export async function scheduleOf({ clients }: Pick<Found, 'clients'>, name: string): Promise<'enabled' | 'meant'> {
  const asked = clients.scheduler.send(new GetScheduleCommand({ Name: name }));
  const found = await unless<GetScheduleCommandOutput>('ResourceNotFoundException', asked);
  if (found === null) throw new Wrong(`there is no schedule ${name}`);
  if (found.State !== 'DISABLED') return 'enabled';
  if (found.Description?.includes(MEANT)) return 'meant';
  throw new Wrong(`the schedule ${name} is DISABLED`);
}
