import { endpointOf } from './emulator.ts';
import type { State } from './state.ts';

/** What can be set while an emulator runs: `emulator/settings.py` says what each is, and what it is by default. */
export interface Settings {
  /** How CloudFront writes a path into what it signs for function URLs. Lambda reads it as `twice`. */
  signed_path: 'once' | 'twice';
  /** Copies of all functions that the account may run at once. */
  account_concurrency: number;
  /** Seconds, 0 to 900, that a message sent with a delay is held back, at most. */
  longest_delay: number;
}

/** What is set now, after `wanted` of it has been changed. @throws with the emulator's sentence when it refuses. */
export async function emulatorSettings(state: Pick<State, 'port'>, wanted: Partial<Settings> = {}): Promise<Settings> {
  const url = `${endpointOf(state)}/_darkroom/settings`;
  const answer = await fetch(url, { method: 'PUT', body: JSON.stringify(wanted) });
  const said = (await answer.json()) as Settings & { message?: string };
  if (!answer.ok) throw new Error(said.message);
  return said;
}
