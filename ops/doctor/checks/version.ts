import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { GetFunctionCommand } from '@aws-sdk/client-cloudfront';
import { type Entry, fromBuffer, type Options, type ZipFile } from 'yauzl';

import { type Check, NotChecked, Wrong } from '../check.ts';
import type { Run } from '../run.ts';

export const version: Check = {
  id: 'version',
  title: 'Module, zip and viewer function have the same version',
  expected: 'one version, and the same zip for all functions',
  advice:
    '`dist/` was built from another version than the applied module, or a zip was uploaded by hand: run `make build` ' +
    'and apply again.',
  needs: [],
  run: async (run) => {
    const { stack } = run;
    const functions = Object.values(stack.functions);
    const [edge, zip] = await Promise.all([edgeVersion(run), zipVersion(run)]);
    const versions = { module: stack.version, zip, ...(edge !== null && { 'viewer function': edge }) };
    const came = Object.entries(versions)
      .map(([what, which]) => `${what} ${which ?? 'unknown'}`)
      .join(', ');
    if (stack.version === undefined || new Set(Object.values(versions)).size > 1) throw new Wrong(came);
    const odd = functions.find(({ codeSha256 }) => codeSha256 !== functions[0]?.codeSha256);
    if (odd !== undefined)
      throw new Wrong(`${came}; but ${odd.name} runs a different zip than ${functions[0]?.name ?? ''}`);
    return came;
  },
};

/** The version in the viewer function's code; null if the stack has no CDN, or one that is not CloudFront. */
async function edgeVersion({ stack, clients }: Run): Promise<string | undefined | null> {
  const Name = stack.cdn?.viewerFunction;
  if (stack.cdn?.distributionId === undefined) return null;
  if (Name === undefined) throw new Wrong('the distribution has no viewer function');
  const { FunctionCode } = await clients.cloudfront.send(new GetFunctionCommand({ Name, Stage: 'LIVE' }));
  // The code holds the signing keys too: nothing else of it is kept or shown.
  return /^\/\/ darkroom (\S+)$/m.exec(Buffer.from(FunctionCode ?? []).toString())?.[1];
}

/** The version in process's zip. */
async function zipVersion({ stack, pace }: Run): Promise<string | undefined> {
  const url = stack.functions.process?.codeUrl;
  if (url === undefined) throw new NotChecked('Lambda did not return the location of the zip.');
  const response = await fetch(url, { signal: pace.signal });
  if (!response.ok) throw new NotChecked(`The download of the zip returned ${response.status}.`);
  const manifest = await fileOf(Buffer.from(await response.arrayBuffer()), 'package.json');
  return manifest === null ? undefined : (JSON.parse(manifest) as { version?: string }).version;
}

const openZip = promisify<Buffer, Options, ZipFile>(fromBuffer);

/** Text of one file of a zip, or null if it does not contain it. */
async function fileOf(bytes: Buffer, name: string): Promise<string | null> {
  const zip = await openZip(bytes, { lazyEntries: true });
  const read = promisify(zip.openReadStream.bind(zip));
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => {
      resolve(null);
    });
    zip.on('entry', (entry: Entry) => {
      if (entry.fileName === name) read(entry).then(text).then(resolve, reject);
      else zip.readEntry();
    });
    zip.readEntry();
  });
}
