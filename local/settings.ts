import { endpointOf } from './emulator.ts';
import type { State } from './state.ts';

/** Settings that can be changed while an emulator runs; `emulator/settings.py` documents them and their defaults. */
export interface Settings {
  /** How CloudFront encodes a path in the signed text for function URLs. Lambda verifies it as `twice`. */
  signed_path: 'once' | 'twice';
  /** Concurrent executions of all functions in the account. */
  account_concurrency: number;
  /** Whether the CDN keeps responses, as CloudFront does. Off for tests that look behind it. */
  cdn_cache: 'on' | 'off';
  /** Maximum seconds, 0 to 900, that a message is delayed. */
  longest_delay: number;
}

/** Applies `wanted` and returns all settings. @throws with the emulator's message if it refuses. */
export async function emulatorSettings(state: Pick<State, 'port'>, wanted: Partial<Settings> = {}): Promise<Settings> {
  const url = `${endpointOf(state)}/_darkroom/settings`;
  const answer = await fetch(url, { method: 'PUT', body: JSON.stringify(wanted) });
  const said = (await answer.json()) as Settings & { message?: string };
  if (!answer.ok) throw new Error(said.message);
  return said;
}
