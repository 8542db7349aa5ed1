import { alike, type Equivalent } from './equivalent.ts';

const LEASE = 'handler/src/store/sweep-lease.ts';
const SLEEP = 'await sleep(Math.random() * PAUSE_MS * 2 ** attempt);';
const PAUSED = 'How long it waits changes when the lease is written, and not what';

export const STORE: readonly Equivalent[] = [
  {
    file: 'handler/src/store/list.ts',
    source: "for (const { Key = '', ETag, LastModified } of page.Contents ?? []) {",
    change: "'' → 'mutated'",
    reason: 'S3 names every object that it lists',
  },
  {
    file: 'handler/src/store/walk.ts',
    source: "for (const { Key = '', ETag, Size, LastModified, StorageClass } of page.Contents ?? []) {",
    change: "'' → 'mutated'",
    reason: 'S3 names every object that it lists',
  },
  {
    file: 'handler/src/store/manifests.ts',
    source:
      'const { Body, ETag, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));',
    change: '0 → 1',
    reason: 'A length that is not told is within the limit either way',
  },
  {
    file: 'handler/src/store/overlays.ts',
    source: 'const READ_TIMEOUT_MS = 10_000;',
    change: '10_000 → 10001',
    reason: 'A millisecond more or less is the same to everybody',
  },
  {
    file: 'handler/src/store/overlays.ts',
    source: 'const { Body, ContentLength = 0 } = await client',
    change: '0 → 1',
    reason: 'A length that is not told is within the limit either way',
  },
  {
    file: 'handler/src/store/originals.ts',
    source: 'const READ_TIMEOUT_MS = 30_000;',
    change: '30_000 → 30001',
    reason: 'A millisecond more or less is the same to everybody',
  },
  ...alike(LEASE, 'const PAUSE_MS = 10;', PAUSED, '10 → 11'),
  ...alike(LEASE, SLEEP, PAUSED, `${SLEEP} → ;`, '* → /', '2 → 3'),
  ...alike(
    LEASE,
    'modified: answer.LastModified?.getTime() ?? 0,',
    'A lease without a time is so old, or compares as if it were, that it is free',
    '0 → 1',
    'answer.LastModified?.getTime() ?? 0 → answer.LastModified?.getTime()',
  ),
  {
    file: 'handler/src/store/uncertain.ts',
    source: 'const attemptsOf = (answer: unknown): number => metadataOf(answer)?.attempts ?? 1;',
    change: 'metadataOf(answer)?.attempts ?? 1 → metadataOf(answer)?.attempts',
    reason: 'Neither 1 nor undefined is more than 1',
  },
  {
    file: 'handler/src/store/variants.ts',
    source: 'const request = client.send(new PutObjectCommand(input), signal && { abortSignal: signal });',
    change: 'signal && { abortSignal: signal } → { abortSignal: signal }',
    reason: 'The SDK takes no signal and an undefined one for the same',
  },
];
