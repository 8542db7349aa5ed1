/** Public list prices of us-east-1 in USD without free tiers, as of November 2025. */
const PRICES = {
  lambdaRequest: 0.2 / 1e6,
  lambdaArm64GigabyteSecond: 0.000_013_333_4,
  s3PutOrList: 0.005 / 1000,
  s3Get: 0.0004 / 1000,
  snsPublish: 0.5 / 1e6,
  sqsRequest: 0.4 / 1e6,
} as const;

/** AWS requests for one new photo, from its upload to its ready event. */
export interface Requests {
  readonly lambdaRequest: number;
  readonly s3PutOrList: number;
  readonly s3Get: number;
  readonly snsPublish: number;
  readonly sqsRequest: number;
}

export interface CostLine {
  readonly what: string;
  readonly formula: string;
  /** USD per 1,000 photos. */
  readonly dollars: number;
}

/** Costs of 1,000 new photos, for this duration and memory each (MB of 2^20 bytes). */
export function costOfThousand(milliseconds: number, memory: number, requests: Requests): CostLine[] {
  const gigabyteSeconds = (milliseconds / 1000) * (memory / 1024);
  const line = (what: string, kind: keyof Requests): CostLine => ({
    what,
    formula: `1,000 × ${requests[kind]} × $${(PRICES[kind] * 1e6).toFixed(2)} per million`,
    dollars: 1000 * requests[kind] * PRICES[kind],
  });
  return [
    {
      what: 'Lambda duration',
      formula: `1,000 × ${(milliseconds / 1000).toFixed(2)} s × ${(memory / 1024).toFixed(2)} GB × $${PRICES.lambdaArm64GigabyteSecond} per GB-second`,
      dollars: 1000 * gigabyteSeconds * PRICES.lambdaArm64GigabyteSecond,
    },
    line('Lambda requests', 'lambdaRequest'),
    line('S3 PUT and LIST requests', 's3PutOrList'),
    line('S3 GET and HEAD requests', 's3Get'),
    line('SNS publishes', 'snsPublish'),
    line('SQS requests', 'sqsRequest'),
  ];
}
