import { CreateFunctionCommand, LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { pack } from '../../handler/build/zip.ts';
import { clientOptions } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import type { Home } from '../../local/paths.ts';
import { makeRole, type Role, startOwn } from './support/own-emulator.ts';

type Architecture = 'arm64' | 'x86_64';

const HERE: Architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
const ELSEWHERE: Architecture = HERE === 'arm64' ? 'x86_64' : 'arm64';
const SYSTEM = process.platform === 'darwin' ? 'Darwin' : 'Linux';

/** The beginning of a native module: ELF on Linux, Mach-O on macOS. */
function native(architecture: Architecture): Buffer {
  const header = Buffer.alloc(64);
  if (SYSTEM === 'Darwin') {
    header.writeUInt32LE(0xfeedfacf, 0);
    header.writeUInt32LE(architecture === 'arm64' ? 0x0100000c : 0x01000007, 4);
    return header;
  }
  header.write('\x7fELF', 0, 'latin1');
  header.writeUInt16LE(architecture === 'arm64' ? 0xb7 : 0x3e, 18);
  return header;
}

const INDEX = { name: 'index.js', bytes: Buffer.from('exports.handler = async () => null;') };
const zipFor = (architecture: Architecture) =>
  pack([INDEX, { name: 'node_modules/sharp/sharp.node', bytes: native(architecture) }]);

let home: Home;
let lambda: LambdaClient;
let role: Role;
let made = 0;

async function create(zip: Buffer, architecture: Architecture): Promise<string> {
  const FunctionName = `function-${++made}`;
  const input = { FunctionName, Role: role.arn, Runtime: 'nodejs22.x' as const, Handler: 'index.handler' };
  await lambda.send(new CreateFunctionCommand({ ...input, Architectures: [architecture], Code: { ZipFile: zip } }));
  return FunctionName;
}

beforeAll(async () => {
  const own = await startOwn('architectures');
  home = own.home;
  lambda = new LambdaClient({ ...clientOptions(own.state), maxAttempts: 1 });
  role = await makeRole(own.state, 'any', []);
});

afterAll(() => {
  lambda.destroy();
  return stopEmulator(home);
});

const cannotRun = {
  name: 'InvalidParameterValueException',
  message:
    `node_modules/sharp/sharp.node is built for ${SYSTEM} on ${ELSEWHERE}, but the emulator runs functions on this machine, ` +
    `which is ${SYSTEM} on ${HERE}: build the zip for it, and set architecture = "${HERE}". AWS would accept the function.`,
};

test('a function with native code for another machine is refused, instead of failing at every message', async () => {
  await expect(create(await zipFor(ELSEWHERE), ELSEWHERE)).rejects.toMatchObject(cannotRun);
});

test('so is new code of a function', async () => {
  const FunctionName = await create(await zipFor(HERE), HERE);
  const ZipFile = await zipFor(ELSEWHERE);
  await expect(lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }))).rejects.toMatchObject(cannotRun);
});

test('native code that runs here, but not with what the function declares, is refused', async () => {
  await expect(create(await zipFor(HERE), ELSEWHERE)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      `node_modules/sharp/sharp.node is built for ${HERE}, but the function declares ${ELSEWHERE}: on AWS every invocation ` +
      `would fail. Set architecture = "${HERE}", or use the zip for ${ELSEWHERE}.`,
  });
});

test('a function without native code may declare either', async () => {
  await create(await pack([INDEX]), ELSEWHERE);
  await create(await pack([INDEX]), HERE);
});
