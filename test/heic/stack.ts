import path from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';

import { buildEdge } from '../../edge/build.ts';
import { localTarget } from '../../handler/build/targets.ts';
import { type Manifest, parseManifest } from '../../handler/src/manifest.ts';
import { encodePath } from '../../handler/src/urls.ts';
import { outputOf, s3Of } from '../../local/bucket.ts';
import { stopEmulator } from '../../local/emulator.ts';
import { homeOf, PROJECT } from '../../local/paths.ts';
import { ensureEmulator, ensureStack, variablesFor } from '../../local/stack.ts';
import { terraformInit } from '../../local/terraform.ts';
import { installEmulator } from '../../local/venv.ts';
import { type Answer, askAt } from '../support/ask.ts';
import { until } from '../support/until.ts';

const HOME = homeOf('heic/stack');
const VARIABLES = [`-var-file=${path.join(PROJECT, 'test', 'heic', 'stack.tfvars')}`];

/** A stack of the default module on an emulator of its own, with the zip that reads HEIC. */
export interface HeicStack {
  /** Uploads an original, and waits for its manifest. */
  readonly processed: (name: string, bytes: Uint8Array) => Promise<Manifest>;
  /** What the CDN answers a browser that shows AVIF. */
  readonly served: (preset: string, name: string) => Promise<Answer>;
}

/** @param zip that `make build HEIC=1` made for this machine */
export async function onHeicStack(zip: string, work: (stack: HeicStack) => Promise<void>): Promise<void> {
  await stopEmulator(HOME); // Left by an aborted run.
  try {
    await installEmulator();
    await terraformInit();
    await buildEdge(path.join(PROJECT, 'dist'));
    const architecture = localTarget().cpu === 'arm64' ? 'arm64' : 'x86_64';
    const variables = [...VARIABLES, ...variablesFor({ architecture, file: zip })];
    const state = await ensureStack(HOME, await ensureEmulator(HOME), variables);
    const [s3, bucket, host] = [s3Of(state), outputOf(state, 'bucket_name'), outputOf(state, 'cdn_domain_name')];
    const ask = (url: string): Promise<Answer> =>
      askAt({ port: state.port, host, headers: { accept: 'image/avif,image/webp,*/*' } }, url);
    await work({
      async processed(name, bytes) {
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key: `originals/${name}`, Body: bytes }));
        const url = `/manifests/${encodePath(name)}.json`;
        return until(`the manifest of ${name}`, async () => {
          const { status, bytes: found } = await ask(url);
          return status === 200 ? parseManifest(JSON.parse(found.toString())) : null;
        });
      },
      served: (preset, name) => ask(`/${preset}/${encodePath(name)}`),
    });
    s3.destroy();
  } finally {
    await stopEmulator(HOME);
  }
}

/** What is wrong with a photo's variants as the CDN serves them, if anything. */
export async function problemsOnStack(
  { processed, served }: HeicStack,
  { name, bytes, width, height }: { name: string; bytes: Uint8Array; width: number; height: number },
): Promise<string[]> {
  const manifest = await processed(name, bytes);
  if (manifest.status !== 'ready') return [`${name}: ${JSON.stringify(manifest)}`];
  const expected: Readonly<Record<string, string>> = {
    card: '800 × 600',
    page: `1600 × ${Math.round((1600 * height) / width)}`,
  };
  const found = Object.entries(expected).map(async ([preset, size]) => {
    const seen = await sizeOf(await served(preset, name));
    return seen === size ? [] : [`${name} as ${preset}: expected ${size}, served ${seen}`];
  });
  return (await Promise.all(found)).flat();
}

/** Which format it has is up to the handler: where AVIF saves too little, it is another. */
async function sizeOf({ status, bytes }: Answer): Promise<string> {
  if (status !== 200) return `${status} ${bytes.toString()}`;
  const { width, height } = await sharp(bytes).metadata();
  return `${width} × ${height}`;
}
