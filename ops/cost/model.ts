import type { Prices } from './prices.ts';

/** What AWS counts and bills, of whatever is asked about. */
export interface Usage {
  readonly lambdaRequests: number;
  /** GB (2^30 bytes) times seconds. */
  readonly gigabyteSeconds: number;
  readonly architecture: 'arm64' | 'x86_64';
  readonly s3PutOrList: number;
  readonly s3Get: number;
  readonly snsPublishes: number;
  readonly sqsRequests: number;
  readonly invalidationPaths: number;
}

export interface CostLine {
  readonly what: string;
  /** How many of it, in the unit that is billed. */
  readonly count: number;
  /** USD of each. */
  readonly price: number;
  readonly dollars: number;
}

export function costOf(usage: Usage, prices: Prices): CostLine[] {
  const line = (what: string, count: number, price: number): CostLine => ({
    what,
    count,
    price,
    dollars: count * price,
  });
  return [
    line('Lambda', usage.gigabyteSeconds, prices.lambdaGigabyteSecond[usage.architecture]),
    line('Lambda requests', usage.lambdaRequests, prices.lambdaRequest),
    line('S3 PUT and LIST', usage.s3PutOrList, prices.s3PutOrList),
    line('S3 GET and HEAD', usage.s3Get, prices.s3Get),
    line('SNS', usage.snsPublishes, prices.snsPublish),
    line('SQS', usage.sqsRequests, prices.sqsRequest),
    line('CDN invalidation paths', usage.invalidationPaths, prices.invalidationPath),
  ].filter(({ count }) => count > 0);
}

export const totalOf = (lines: readonly CostLine[]): number => lines.reduce((sum, { dollars }) => sum + dollars, 0);

/** Requests of one upload that becomes so many variants; test/unit/ops/cost.test.ts counts those of the real code. */
export interface PhotoRequests {
  readonly s3PutOrList: number;
  readonly s3Get: number;
  readonly snsPublishes: number;
  readonly sqsRequests: number;
}

/**
 * From an upload to its ready event. PUT: the upload, the variants and the manifest; LIST of locks and variants after them.
 * HEAD of the original and GET of the manifest before and after, and GET of the original. SNS publishes the upload and
 * the ready event; SQS sends, receives and deletes a message.
 */
export const requestsOfPhoto = (variants: number): PhotoRequests => ({
  s3PutOrList: 1 + variants + 1 + LOOK_LISTS,
  s3Get: 2 * 2 + 1,
  snsPublishes: 2,
  sqsRequests: 3,
});

const LOOK_LISTS = 2;

/** A look that finds nothing to do: two LIST, HEAD, GET of the manifest before and after them, and its message. */
export const REQUESTS_OF_LOOK: PhotoRequests = { s3PutOrList: LOOK_LISTS, s3Get: 3, snsPublishes: 0, sqsRequests: 3 };

/**
 * An original whose presets have changed, besides a PUT for each variant: LIST of its variants, and of locks and variants
 * after them; PUT of the manifest, and of a mark if something is replaced. HEAD and GET of the manifest before and after,
 * and GET of the original.
 */
export const REQUESTS_OF_REMAKE: PhotoRequests = {
  s3PutOrList: 1 + LOOK_LISTS + 2,
  s3Get: 2 * 2 + 1,
  snsPublishes: 1,
  sqsRequests: 3,
};

/** A first request for a variant: PUT of the variant and its lock, and eight GET and HEAD. */
export const REQUESTS_OF_RENDER: PhotoRequests = { s3PutOrList: 2, s3Get: 8, snsPublishes: 0, sqsRequests: 0 };

/** Milliseconds of an invocation, and what it runs on: MB of 2^20 bytes. */
export interface Timing {
  readonly milliseconds: number;
  readonly memory: number;
  readonly architecture: Usage['architecture'];
}

/** Of a function as it is deployed; of the benchmark's where the stack has none that is readable. */
export const timingOf = (
  deployed: Pick<Timing, 'memory' | 'architecture'> | undefined,
  milliseconds: number,
): Timing => ({
  milliseconds,
  memory: deployed?.memory ?? MEASURED.memory,
  architecture: deployed?.architecture ?? 'arm64',
});

/** Usage of `count` photos (or looks, or renders), each an invocation. */
export function usageOf(count: number, requests: PhotoRequests, { milliseconds, memory, architecture }: Timing): Usage {
  return {
    lambdaRequests: count,
    gigabyteSeconds: count * (milliseconds / 1000) * (memory / 1024),
    architecture,
    s3PutOrList: count * requests.s3PutOrList,
    s3Get: count * requests.s3Get,
    snsPublishes: count * requests.snsPublishes,
    sqsRequests: count * requests.sqsRequests,
    invalidationPaths: 0,
  };
}

/** The sum of usages, which have an architecture in common. */
export function together(first: Usage, ...others: readonly Usage[]): Usage {
  return others.reduce(
    (sum, each) => ({
      lambdaRequests: sum.lambdaRequests + each.lambdaRequests,
      gigabyteSeconds: sum.gigabyteSeconds + each.gigabyteSeconds,
      architecture: sum.architecture,
      s3PutOrList: sum.s3PutOrList + each.s3PutOrList,
      s3Get: sum.s3Get + each.s3Get,
      snsPublishes: sum.snsPublishes + each.snsPublishes,
      sqsRequests: sum.sqsRequests + each.sqsRequests,
      invalidationPaths: sum.invalidationPaths + each.invalidationPaths,
    }),
    first,
  );
}

/**
 * Measured milliseconds of a photo of 8 megapixels in the worker (bench/RESULTS.md, JPEG, WebP and AVIF, column e), and
 * an estimate of those that it waits for S3: about ten small requests, and the transfer of the original.
 */
export const MEASURED = { transform: 363, waiting: 250, variants: 9, memory: 1769, render: 250 } as const;

/** Milliseconds of a look that makes this share (0 to 1) of an original's variants. */
export const millisecondsOf = (share: number): number => MEASURED.waiting + share * MEASURED.transform;
