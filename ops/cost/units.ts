import {
  costOf,
  type PhotoRequests,
  REQUESTS_OF_LOOK,
  REQUESTS_OF_RENDER,
  requestsOfPhoto,
  totalOf,
  usageOf,
} from './model.ts';
import { type Prices, PRICES_OF, pricesOf, REFERENCE, REGIONS } from './prices.ts';

/** USD of each thing that a stack counts, besides the time of its functions, for the alarms of modules/observability. */
interface UnitCosts {
  /** An upload with none of its variants, its invocation included; and each variant of it. */
  readonly photo: number;
  readonly variant: number;
  /** A look that finds nothing to do, its invocation included. */
  readonly look: number;
  /** The requests of a variant made on request. */
  readonly render: number;
  readonly invocation: number;
  readonly invalidationPath: number;
  /** GB (2^30 bytes) times seconds. */
  readonly gigabyteSecond: Prices['lambdaGigabyteSecond'];
}

function unitsOf(prices: Prices): UnitCosts {
  const dollars = (requests: PhotoRequests): number =>
    totalOf(costOf(usageOf(1, requests, { milliseconds: 0, memory: 0, architecture: 'arm64' }), prices));
  const photo = dollars(requestsOfPhoto(0));
  return {
    photo: rounded(photo),
    variant: rounded(dollars(requestsOfPhoto(1)) - photo),
    look: rounded(dollars(REQUESTS_OF_LOOK)),
    render: rounded(dollars(REQUESTS_OF_RENDER) - prices.lambdaRequest),
    invocation: prices.lambdaRequest,
    invalidationPath: prices.invalidationPath,
    gigabyteSecond: prices.lambdaGigabyteSecond,
  };
}

/** To a ten-thousandth of a millionth of a dollar: sums of prices have more digits than they mean. */
const rounded = (dollars: number): number => Number(dollars.toFixed(10));

/** modules/observability/prices.json: the model's prices, as Terraform reads them. */
export const unitPrices = (): string =>
  JSON.stringify({
    month: PRICES_OF,
    reference: REFERENCE,
    regions: Object.fromEntries(REGIONS.map((region) => [region, unitsOf(pricesOf(region).prices)])),
  });
