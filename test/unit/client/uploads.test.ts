import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { parseManifest } from '../../../handler/src/manifest.ts';
import { darkroom, type Manifest } from '../../../packages/client/src/index.ts';
import { uploadPost } from '../../../packages/client/src/server.ts';
import { upload, UploadError } from '../../../packages/client/src/upload.ts';
import { STACK } from './support.ts';

const s3 = new S3Client({ region: 'eu-central-1', credentials: { accessKeyId: 'A', secretAccessKey: 'b' } });
const sign = (options: Parameters<typeof uploadPost>[2], told: Parameters<typeof uploadPost>[1] = STACK) =>
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- it brings an S3 client of its own version
  uploadPost(s3, told, options);
const policyIn = ({ fields }: Awaited<ReturnType<typeof uploadPost>>) =>
  JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString()) as { conditions: unknown[]; expiration: string };

describe('a permission to upload', () => {
  test('is for exactly one key, a range of sizes and a kind of file', async () => {
    const { conditions } = policyIn(await sign({ path: 'users/7 ü.jpg' }));
    expect(conditions).toEqual(
      expect.arrayContaining([
        { bucket: 'photos' },
        { key: 'originals/users/7 ü.jpg' },
        ['content-length-range', 1, 5_000_000],
        ['starts-with', '$Content-Type', 'image/'],
      ]),
    );
  });

  test('may be narrower than the stack, and never wider', async () => {
    const of = async (bytes: number) => policyIn(await sign({ path: 'a', bytes })).conditions;
    expect(await of(10)).toContainEqual(['content-length-range', 1, 10]);
    expect(await of(1e9)).toContainEqual(['content-length-range', 1, 5_000_000]);
  });

  test.each([
    ['', {}, 'is empty'],
    ['a/%2e%2e/b', {}, 'a segment . or ..'],
    ['a.jpg', { folders: ['users/'] }, "none of the stack's folders: users/"],
  ])('is refused for the path "%s" within %j', async (path, within, sentence) => {
    const told = { ...STACK, upload: { ...STACK.upload, ...within } };
    await expect(sign({ path }, told)).rejects.toThrow(sentence);
  });

  test('is refused for a stack that takes none', async () => {
    await expect(sign({ path: 'a' }, { ...STACK, upload: null })).rejects.toThrow('set uploads = { origins');
  });
});

/** As much of XMLHttpRequest as an upload takes: answers what a test says. */
function requests(status: number, body = '') {
  const sent: [string, unknown][][] = [];
  class Request {
    readonly status = status;
    readonly responseText = body;
    readonly upload: { onprogress?: (event: object) => void } = {};
    onloadend = (): void => undefined;
    open = (): void => undefined;
    abort = (): void => {
      this.onloadend();
    };
    getResponseHeader = (name: string): string | null => (name === 'ETag' ? '"e1"' : null);
    send(form: FormData): void {
      sent.push([...form]);
      this.upload.onprogress?.({ loaded: 1, total: 4 });
      queueMicrotask(() => {
        this.onloadend();
      });
    }
  }
  Object.assign(globalThis, { XMLHttpRequest: Request });
  return sent;
}

describe('an upload', () => {
  const post = { url: 'https://photos.example', fields: { key: 'originals/a.jpg', Policy: 'p' } };
  const file = new Blob(['x'], { type: 'image/png' });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'XMLHttpRequest');
  });

  test('sends the file last, with its type, tells its progress, and returns the ETag', async () => {
    const sent = requests(201);
    const parts: number[] = [];
    const onProgress = (part: number) => parts.push(part);
    expect(await upload(file, post, { onProgress })).toEqual({ etag: 'e1' });
    expect(parts).toEqual([0.25]);
    expect(sent[0]?.map(([name]) => name)).toEqual(['Content-Type', 'key', 'Policy', 'file']);
    expect(sent[0]?.[0]?.[1]).toBe('image/png');
  });

  test('of a file whose type the browser does not know has one that a policy for images allows', async () => {
    const sent = requests(201);
    await upload(new Blob(['x']), post);
    expect(sent[0]?.[0]?.[1]).toMatch(/^image\//);
  });

  const xml = (code: string, message: string, rest = '') =>
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message>${rest}</Error>`;
  const SIZES = '<ProposedSize>9</ProposedSize><MaxSizeAllowed>5</MaxSizeAllowed>';
  const POLICY = 'Invalid according to Policy: Policy Condition failed: ["starts-with", "$Content-Type", "image/"]';
  test.each([
    [
      400,
      xml('EntityTooLarge', 'Your proposed upload exceeds …', SIZES),
      'EntityTooLarge',
      'has 9 bytes; 5 is the most',
    ],
    [400, xml('EntityTooSmall', 'Your proposed upload is smaller …'), 'EntityTooSmall', 'is empty'],
    [
      403,
      xml('AccessDenied', 'Invalid according to Policy: Policy expired.'),
      'AccessDenied',
      'permission to upload has expired',
    ],
    [403, xml('AccessDenied', POLICY), 'AccessDenied', 'type are not accepted'],
    [403, xml('AccessDenied', 'Access Denied'), 'AccessDenied', 'Access Denied'],
    [503, '', '503', 'did not get through'],
    [0, '', 'NetworkError', 'did not get through'],
  ])('that S3 answers with %d is an error with the code and a sentence', async (status, body, code, sentence) => {
    requests(status, body);
    const error = await upload(file, post).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UploadError);
    expect(error).toMatchObject({ code, status, message: expect.stringContaining(sentence) });
  });

  test('that is aborted fails with the reason', async () => {
    requests(0);
    const reason = new Error('changed my mind');
    const controller = new AbortController();
    const uploading = upload(file, post, { signal: controller.signal });
    controller.abort(reason);
    await expect(uploading).rejects.toBe(reason);
    await expect(upload(file, post, { signal: controller.signal })).rejects.toBe(reason);
  });
});

describe('waiting until an original is ready', () => {
  const rejected = (etag: string): Manifest => ({
    path: 'a b.jpg',
    original: { etag, version: 'v', bytes: 1 },
    status: 'rejected',
    variants: [],
    rejection: { code: 'not_an_image', message: 'It is a letter.' },
  });
  let answers: (Response | Error)[] = [];
  const asked: string[] = [];
  const fetch = jest.spyOn(globalThis, 'fetch');

  beforeEach(() => {
    jest.useFakeTimers();
    asked.length = 0;
    fetch.mockImplementation((input) => {
      asked.push(input as string);
      const [answer = new Response('', { status: 404 })] = answers.splice(0, 1);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('takes no manifest of an earlier file, and no error of the network, for an answer', async () => {
    const offline = new TypeError('Failed to fetch');
    const none = new Response('', { status: 503 });
    answers = [offline, none, Response.json(rejected('old')), Response.json(rejected('new'))];
    const ready = darkroom(STACK).ready('a b.jpg', { etag: 'new' });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await ready).toEqual(rejected('new'));
    expect(asked).toEqual(Array(4).fill('https://images.example/manifests/a%20b.jpg.json'));
  });

  test('ends when its signal says so', async () => {
    answers = [];
    const controller = new AbortController();
    const ready = darkroom(STACK).ready('a b.jpg', { signal: controller.signal });
    const outcome = expect(ready).rejects.toThrow('enough');
    controller.abort(new Error('enough'));
    await jest.advanceTimersByTimeAsync(5000);
    await outcome;
  });

  test('of a stack that serves no manifests fails at once', async () => {
    const images = darkroom({ ...STACK, manifests: false });
    await expect(images.ready('a.jpg')).rejects.toThrow('manifests = true');
    await expect(images.manifest('a.jpg')).rejects.toThrow('manifests = true');
    expect(asked).toEqual([]);
  });

  test('what the product writes is what the client’s type says', () => {
    // A compile-time check: the product's manifest is assignable to the client's.
    const read: Manifest | null = parseManifest(null);
    expect(read).toBeNull();
  });
});
