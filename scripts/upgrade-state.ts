/** `npm run upgrade-state`: records the state of a stack of this version, which later versions have to upgrade. */
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';

import { projectVersion } from '../handler/build/version.ts';
import { pack } from '../handler/build/zip.ts';
import { apply } from '../local/apply.ts';
import { s3Of } from '../local/bucket.ts';
import { endOnInterrupt } from '../local/children.ts';
import { stopEmulator } from '../local/emulator.ts';
import { homeOf, PROJECT } from '../local/paths.ts';
import { ensureEmulator } from '../local/stack.ts';
import { terraformInit } from '../local/terraform.ts';
import { installEmulator } from '../local/venv.ts';

const home = homeOf('upgrade-state');
const folder = path.join(PROJECT, 'test', 'upgrade', await projectVersion());
const variables = path.join(folder, 'stack.tfvars');
await access(variables).catch(() => {
  console.error(`${path.relative('.', variables)} is missing: copy that of the version before, and add what is new.`);
  process.exit(1);
});

endOnInterrupt(() => stopEmulator(home));
try {
  await installEmulator();
  await terraformInit();
  await stopEmulator(home);
  const state = await ensureEmulator(home);
  const s3 = s3Of(state);
  await s3.send(new CreateBucketCommand({ Bucket: 'packages' }));
  const Body = await pack([{ name: 'process.mjs', bytes: Buffer.from('export const handler = () => null;') }]);
  await s3.send(new PutObjectCommand({ Bucket: 'packages', Key: 'darkroom.zip', Body }));
  await apply([`-var-file=${variables}`], { home, state });

  // The port is another in each run, and the lineage is random: neither says anything about the version.
  const text = (await readFile(home.terraformState, 'utf8')).replaceAll(`127.0.0.1:${state.port}`, '127.0.0.1:4566');
  const recorded = { ...(JSON.parse(text) as object), lineage: '00000000-0000-0000-0000-000000000000' };
  await writeFile(path.join(folder, 'state.json'), `${JSON.stringify(recorded, null, 2)}\n`);
} finally {
  await stopEmulator(home);
}
