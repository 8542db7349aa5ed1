import { endpointOf, REGION } from './emulator.ts';
import type { State } from './state.ts';

/** Environment variables with which an SDK, the AWS CLI or Terraform reaches an emulator as its user. */
export function emulatorVariables(
  { port, credentials }: Pick<State, 'port' | 'credentials'>,
  region = REGION,
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpointOf({ port }),
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}

/** Settings of a profile (another endpoint, a role to assume) would bypass the emulator. */
export const WITHOUT_PROFILES: Readonly<Record<string, string>> = {
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};
