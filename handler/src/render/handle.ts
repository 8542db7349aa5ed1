import type { Logger } from '@aws-lambda-powertools/logger';
import type { LambdaFunctionURLEvent } from 'aws-lambda';

import { type Answer, errorAnswer, readableBy } from './answer.ts';
import type { RenderMeter } from './metrics.ts';
import { serve, type ServeOptions } from './serve.ts';

export interface RenderOptions extends ServeOptions {
  readonly logger: Logger;
  readonly meter: RenderMeter;
  /** The other origin whose scripts may read the responses; null for none. */
  readonly cors: string | null;
}

/**
 * Responds to every request, with one log line each. A transient failure is a 503, which the CDN caches for a second.
 */
export function createRender({ logger, meter, cors, ...options }: RenderOptions) {
  return async (
    event: LambdaFunctionURLEvent,
    { getRemainingTimeInMillis }: { getRemainingTimeInMillis: () => number },
  ): Promise<Answer> => {
    const start = performance.now();
    const elapsed = (): number => Math.round(performance.now() - start);
    const { method } = event.requestContext.http;
    try {
      const url = event.headers['x-darkroom-url'];
      const request = { method, rawPath: event.rawPath, url, remaining: getRemainingTimeInMillis };
      const { answer, counts, fields } = await serve(options, request);
      const milliseconds = elapsed();
      meter(counts, milliseconds);
      logger.info(counts[0] ?? 'answered', { ...fields, method, status: answer.statusCode, counts, milliseconds });
      return readableBy(cors, answer);
    } catch (error) {
      const milliseconds = elapsed();
      meter(['failed'], milliseconds);
      logger.error('failed', { rawPath: event.rawPath, method, status: 503, milliseconds, error });
      const message = 'The image could not be made: try again.';
      return readableBy(cors, errorAnswer(503, 'unavailable', message, method === 'HEAD', { 'retry-after': '1' }));
    }
  };
}
