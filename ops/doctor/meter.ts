import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';

import { createPlan } from '../../handler/src/recipe.ts';
import type { Clients } from '../clients.ts';
import {
  type CostLine,
  costOf,
  MEASURED,
  type PhotoRequests,
  REQUESTS_OF_LOOK,
  REQUESTS_OF_RENDER,
  requestsOfPhoto,
  timingOf,
  together,
  totalOf,
  usageOf,
} from '../cost/model.ts';
import { PRICES_OF, pricesOf } from '../cost/prices.ts';
import type { Stack } from '../stack/stack.ts';
import type { Answer, Ask } from './ask.ts';

/** What a run costs. What the doctor sends is counted; what the functions send because of it is estimated from that. */
export interface Bill {
  /** USD, without the invalidation paths. */
  readonly dollars: number;
  readonly lines: readonly CostLine[];
  /** At most so many, since purge folds them, and in USD beyond the thousand of a month that are free. */
  readonly invalidations: { readonly paths: number; readonly dollars: number };
  /** Month of the list prices, and their region: `us-east-1` if the stack's own is not listed. */
  readonly prices: { readonly month: string; readonly region: string };
}

/** Counts the requests of a run that are billed. Control requests (of Lambda, SNS, CloudFront, IAM and KMS) are free. */
export class Meter {
  #uploads = 0;
  #renders = 0;
  #own: PhotoRequests = { s3PutOrList: 0, s3Get: 0, snsPublishes: 0, sqsRequests: 0 };

  /** Counts what these clients send from now on. */
  watch({ s3, sqs }: Pick<Clients, 's3' | 'sqs'>): void {
    onCommand(s3, (name) => {
      if (name === 'PutObjectCommand') this.#uploads += 1;
      else if (/^(Put|Copy|Post|List)/.test(name)) this.#add('s3PutOrList');
      else if (/^(Get|Head)/.test(name)) this.#add('s3Get');
    });
    onCommand(sqs, () => {
      this.#add('sqsRequests');
    });
  }

  /** The same, and counts the answers that render gave. */
  asking(ask: Ask): Ask {
    return async (...args) => {
      const answer = await ask(...args);
      if (isOfRender(answer)) this.#renders += 1;
      return answer;
    };
  }

  /** @param removed how many originals were or will be deleted */
  bill({ functions, config, region }: Pick<Stack, 'functions' | 'config' | 'region'>, removed: number): Bill {
    const { prices, of } = pricesOf(region);
    // The samples are so small that only the waiting counts.
    const looks = timingOf(functions.process, MEASURED.waiting);
    const usage = together(
      usageOf(this.#uploads, requestsOfPhoto(createPlan(config).made.size), looks),
      // One look removes, and one finds nothing more to do.
      usageOf(2 * removed, { ...REQUESTS_OF_LOOK, snsPublishes: 1 }, looks),
      usageOf(this.#renders, REQUESTS_OF_RENDER, timingOf(functions.render, MEASURED.render)),
      { ...usageOf(1, this.#own, looks), lambdaRequests: 0, gigabyteSeconds: 0 },
    );
    const lines = costOf(usage, prices);
    // Each upload but the first of a path, and each deletion, changes what a CDN may hold.
    const paths = functions.purge === undefined ? 0 : this.#uploads;
    return {
      dollars: totalOf(lines),
      lines,
      invalidations: { paths, dollars: paths * prices.invalidationPath },
      prices: { month: PRICES_OF, region: of },
    };
  }

  #add(kind: keyof PhotoRequests): void {
    this.#own = { ...this.#own, [kind]: this.#own[kind] + 1 };
  }
}

/** What the cache answered, render is not asked for again. */
const isOfRender = ({ headers }: Answer): boolean =>
  (headers['x-darkroom'] !== undefined || headers['x-darkroom-error'] === 'no_original') &&
  !/hit/i.test(String(headers['x-cache'] ?? ''));

function onCommand(client: S3Client | SQSClient, told: (name: string) => void): void {
  // What is added does not depend on the client's types.
  (client as S3Client).middlewareStack.add(
    (next, context) => (args) => {
      told(String(context['commandName']));
      return next(args);
    },
    { step: 'initialize', name: 'meter' },
  );
}
