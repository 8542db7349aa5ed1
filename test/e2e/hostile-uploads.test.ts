import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test } from '@jest/globals';

import { reconcileMessage } from '../../handler/src/messages/reconcile.ts';
import { encodePath } from '../../handler/src/urls.ts';
import { s3Record } from '../support/events.ts';
import { photograph } from '../support/images/pictures.ts';
import { until } from '../support/until.ts';
import { ask } from './support/cdn.ts';
import { manifestOf, processed, read, readManifest } from './support/objects.ts';
import { outcomesOf } from './support/outcomes.ts';
import { deadLetters, drained } from './support/queues.ts';
import { bucket, output, s3, sqs } from './support/stack.ts';

const tell = (MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: output('process_queue_url'), MessageBody }));

describe('headers and metadata that an uploader sets', () => {
  const path = 'hostile/headers\nSet-Cookie: a=b.jpg';

  test.each(['200x150', 'wide'])(
    'are not served with its variant %s: neither type nor headers nor metadata',
    async (preset) => {
      const { VersionId = '' } = await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: `originals/${path}`,
          Body: await photograph(640, 480, 51),
          ContentType: 'text/html; charset=utf-7',
          ContentDisposition: 'attachment; filename="evil.html"',
          ContentLanguage: 'xx',
          CacheControl: 'private, max-age=1',
          Metadata: { 'darkroom-original': 'forged', 'darkroom-recipe': 'forged', note: '<script>' },
        }),
      );
      await manifestOf(path, VersionId);
      const { status, headers } = await ask(`/${preset}/${encodePath(path)}`);
      expect([status, headers['content-type']]).toEqual([200, 'image/jpeg']);
      expect(headers['cache-control']).toContain('public');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      });
      for (const name of ['set-cookie', 'content-disposition', 'content-language', 'x-amz-meta-note']) {
        expect(headers).not.toHaveProperty([name]);
      }
      expect(JSON.stringify(headers)).not.toMatch(/forged|evil|utf-7/);
    },
  );
});

describe('a key that tries to escape its prefix', () => {
  const CLIMBING = ['../manifests/hostile.jpg', 'hostile/../../locks/x', '../../../etc/passwd', './../variants/y'];

  test.each(CLIMBING)('is taken literally, by events and by requests: %s', async (path) => {
    await tell(JSON.stringify({ Records: [s3Record({ key: `originals/${path}`, bucket })] }));
    await tell(reconcileMessage(path));
    await until('both looks', async () => ((await outcomesOf(path)).length >= 2 ? true : null));
  });

  test('leaves nothing outside the prefixes of the stack, and no dead letter', async () => {
    await drained();
    const top = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/', EncodingType: 'url' }));
    const allowed = ['locks/', 'manifests/', 'originals/', 'overlays/', 'variants/'];
    expect(top.Contents ?? []).toEqual([]);
    expect(allowed).toEqual(expect.arrayContaining((top.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)));
    for (const prefix of allowed) {
      const climbing = { Bucket: bucket, Prefix: `${prefix}..` };
      expect((await s3.send(new ListObjectsV2Command(climbing))).KeyCount).toBe(0);
    }
    expect(await deadLetters()).toBe(0);
  });
});

describe('a manifest that was tampered with', () => {
  const [path, neighbour] = ['hostile/tampered.jpg', 'hostile/neighbour.jpg'];

  test('is rewritten by the next reconcile pass, which deletes nothing that it names', async () => {
    const [manifest] = [
      await processed(path, await photograph(320, 240, 52)),
      await processed(neighbour, await photograph(320, 240, 53)),
    ];
    const [first] = manifest.variants;
    const names = [`../${neighbour}/200x150`, `../../originals/${path}`, '../../../locks/x', `~w_1`, ''];
    const forged = { ...manifest, variants: names.map((name) => ({ ...first, name })) };
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: `manifests/${path}.json`, Body: JSON.stringify(forged) }),
    );
    await tell(reconcileMessage(path));
    const repaired = await until('the original manifest', async () => {
      const found = await readManifest(path);
      return found?.variants.some(({ name }) => names.includes(name)) === true ? null : found;
    });
    await drained();
    expect(repaired).toEqual(manifest);
    for (const key of [`originals/${path}`, `originals/${neighbour}`, `variants/${neighbour}/200x150`]) {
      expect([key, await read(key)]).toEqual([key, expect.objectContaining({})]);
    }
    expect((await ask(`/200x150/${path}`)).status).toBe(200);
  });
});
