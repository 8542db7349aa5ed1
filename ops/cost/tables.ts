import { breakEven, serverMonth } from './compare.ts';
import { costOf, MEASURED, millisecondsOf, requestsOfPhoto, totalOf, type Usage, usageOf } from './model.ts';
import { PRICES_OF, pricesOf, REFERENCE } from './prices.ts';

/** 1,000 photos with the default presets, at the measured time. */
function usageOfThousand(variants: number = MEASURED.variants): Usage {
  const share = variants / MEASURED.variants;
  const { memory } = MEASURED;
  return usageOf(1000, requestsOfPhoto(variants), {
    milliseconds: millisecondsOf(share),
    memory,
    architecture: 'arm64',
  });
}

const perMillion = (price: number): string => `$${(price * 1e6).toFixed(2)} per million`;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** README's table: what 1,000 photos cost, and by which formula. */
export function readmeTable(): string {
  const { prices } = pricesOf(REFERENCE);
  const { variants, memory } = MEASURED;
  const { s3PutOrList, s3Get, snsPublishes, sqsRequests } = requestsOfPhoto(variants);
  const seconds = (millisecondsOf(1) / 1000).toFixed(2);
  const formulas: Readonly<Record<string, string>> = {
    Lambda: `1,000 × ${seconds} s × ${memory.toLocaleString('en-US')} / 1,024 GB × $${prices.lambdaGigabyteSecond.arm64} per GB-second`,
    'Lambda requests': `1,000 × ${perMillion(prices.lambdaRequest)}`,
    'S3 PUT and LIST': `1,000 × ${s3PutOrList} × ${perMillion(prices.s3PutOrList)}`,
    'S3 GET and HEAD': `1,000 × ${s3Get} × ${perMillion(prices.s3Get)}`,
    SNS: `1,000 × ${snsPublishes} × ${perMillion(prices.snsPublish)}`,
    SQS: `1,000 × ${sqsRequests} × ${perMillion(prices.sqsRequest)}`,
  };
  const lines = costOf(usageOfThousand(), prices);
  return [
    row(['per 1,000 photos', 'formula', 'USD']),
    row(['---', '---', '---:']),
    ...lines.map(({ what, dollars }) => row([what, formulas[what] ?? '', dollars.toFixed(4)])),
    row(['**together**', '', `**${totalOf(lines).toFixed(4)}**`]),
  ].join('\n');
}

/** docs/cost.md: 1,000 photos by region, and how many a month make an always-on server cheaper. */
export function regionTable(regions: readonly string[]): string {
  return [
    row(['region', '1,000 photos', 'one more preset, three files', 'storing 1,000 photos’ variants a month']),
    row(['---', '---:', '---:', '---:']),
    ...regions.map((region) => {
      const { prices } = pricesOf(region);
      const [nine, twelve] = [MEASURED.variants, MEASURED.variants + 3].map((variants) =>
        totalOf(costOf(usageOfThousand(variants), prices)),
      ) as [number, number];
      const storage = 1000 * STORED_GB * prices.s3GigabyteMonth;
      return row([region, nine.toFixed(4), (twelve - nine).toFixed(4), storage.toFixed(4)]);
    }),
  ].join('\n');
}

/** GB that the nine variants of an 8-megapixel photo take: docs/cost.md#storage. */
const STORED_GB = 0.2 / 1000;

/** docs/cost.md: the comparison with a server, in one sentence each. */
export function serverText(): string {
  const perPhoto = totalOf(costOf(usageOfThousand(), pricesOf(REFERENCE).prices)) / 1000;
  const month = serverMonth();
  return (
    `Two small servers behind a load balancer cost ${month.toFixed(2)} USD a month whether or not anybody uploads ` +
    `(${PRICES_OF}, ${REFERENCE}); so many uploads cost here as much: ` +
    `**${(Math.round(breakEven(perPhoto) / 1000) * 1000).toLocaleString('en-US')} a month**, one every ` +
    `${((30 * 86_400) / breakEven(perPhoto)).toFixed(0)} seconds.`
  );
}
