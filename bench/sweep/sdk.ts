import { fork } from 'node:child_process';
import { once } from 'node:events';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';

import { PAIRS_AT_ONCE } from '../../handler/src/sweep/slice.ts';
import { cpuOf } from '../timing.ts';

const WARM_UP = 500;

/**
 * CPU milliseconds of this process that the SDK takes for one GET of a manifest, which the simulation leaves out. A server of
 * plain HTTP in another process answers; TLS, which AWS has besides, is not in it.
 */
export async function cpuOfGet(body: string, requests: number): Promise<number> {
  const server = fork(new URL('server.ts', import.meta.url), [body], { execArgv: process.execArgv });
  try {
    const [port] = (await once(server, 'message')) as [number];
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      forcePathStyle: true,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    });
    const get = async (): Promise<void> => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'manifests/a.json' }));
      await Body?.transformToString();
    };
    const all = (count: number) => pMap(Array<number>(count).fill(0), get, { concurrency: PAIRS_AT_ONCE });
    await all(WARM_UP);
    const { cpu } = await cpuOf(() => all(requests));
    client.destroy();
    return cpu / requests;
  } finally {
    server.kill();
  }
}
