/**
 * Public list prices in USD without free tiers and volume discounts, of the month in `PRICES_OF`. Sources:
 * aws.amazon.com/s3/pricing, /lambda/pricing, /sns/pricing, /sqs/pricing, /cloudfront/pricing, /eventbridge/pricing,
 * /cloudwatch/pricing and /fargate/pricing; those of S3 by region also agree with the price tables that others keep
 * (github.com/hmphu/aws-cost-calculator). China and the US government's regions have other price lists.
 */
export const PRICES_OF = '2025-11';

export interface Prices {
  /** Of an invocation. */
  readonly lambdaRequest: number;
  /** Of 2^30 bytes for a second. */
  readonly lambdaGigabyteSecond: { readonly arm64: number; readonly x86_64: number };
  readonly s3PutOrList: number;
  readonly s3Get: number;
  /** Of a GB for a month. */
  readonly s3GigabyteMonth: number;
  readonly snsPublish: number;
  readonly sqsRequest: number;
  /** Of each path beyond the first thousand of a month. */
  readonly invalidationPath: number;
  /** Of an alarm for a month, of each metric that it watches. */
  readonly alarmMonth: number;
}

/** What costs the same in all regions below. */
const EVERYWHERE = {
  lambdaRequest: 0.2e-6,
  lambdaGigabyteSecond: { arm64: 0.000_013_333_4, x86_64: 0.000_016_666_7 },
  snsPublish: 0.5e-6,
  sqsRequest: 0.4e-6,
  invalidationPath: 0.005,
  alarmMonth: 0.1,
} as const;

/** S3 Standard by region: a thousand PUT or LIST, a thousand GET or HEAD, a GB for a month. */
const S3: Readonly<Record<string, readonly [number, number, number]>> = {
  'us-east-1': [0.005, 0.0004, 0.023],
  'us-east-2': [0.005, 0.0004, 0.023],
  'us-west-1': [0.0055, 0.00044, 0.026],
  'us-west-2': [0.005, 0.0004, 0.023],
  'eu-west-1': [0.005, 0.0004, 0.023],
  'eu-central-1': [0.0054, 0.00043, 0.0245],
  'ap-northeast-1': [0.0047, 0.00037, 0.025],
  'ap-northeast-2': [0.0045, 0.00035, 0.025],
  'ap-south-1': [0.005, 0.0004, 0.025],
  'ap-southeast-1': [0.005, 0.0004, 0.025],
  'ap-southeast-2': [0.0055, 0.00044, 0.025],
  'sa-east-1': [0.007, 0.00056, 0.0405],
};

/** The regions whose own prices are known. */
export const REGIONS = Object.keys(S3);

/** Region whose prices stand in for those that are not listed. */
export const REFERENCE = 'us-east-1';

/** @returns the prices of a region, and of which: `us-east-1` where its own are not listed here */
export function pricesOf(region: string): { readonly prices: Prices; readonly of: string } {
  const of = region in S3 ? region : REFERENCE;
  const [put, get, storage] = S3[of] ?? [0, 0, 0];
  return {
    of,
    prices: { ...EVERYWHERE, s3PutOrList: put / 1000, s3Get: get / 1000, s3GigabyteMonth: storage },
  };
}
