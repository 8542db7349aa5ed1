/** `make env`: what a shell needs to talk to the demo's stack, for `eval "$(make -s env)"`. */
import { endpointOf, findEmulator, REGION } from './emulator.ts';
import { demoHome } from './paths.ts';
import type { State } from './state.ts';

/** Variables of the shell, and the outputs that they hold. */
const OUTPUTS: Readonly<Record<string, string>> = { DARKROOM_BUCKET: 'bucket_name', DARKROOM_CDN: 'cdn_url' };

function exportsOf({ port, credentials, outputs }: State): Record<string, string> {
  const known = Object.entries(OUTPUTS).flatMap(([variable, output]) => {
    const value = outputs?.[output];
    return typeof value === 'string' ? [[variable, value] as const] : [];
  });
  return {
    AWS_ENDPOINT_URL: endpointOf({ port }),
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    ...Object.fromEntries(known),
  };
}

const state = await findEmulator(demoHome());
if (state?.outputs) {
  // A session or a profile of the user's own would win over the keys.
  console.log('unset AWS_SESSION_TOKEN AWS_PROFILE');
  for (const [name, value] of Object.entries(exportsOf(state))) {
    console.log(`export ${name}='${value.replaceAll("'", `'\\''`)}'`);
  }
} else {
  console.error('Nothing is up: `make demo` starts it.');
  process.exitCode = 1;
}
