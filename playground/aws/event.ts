import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from 'aws-lambda';

/** A function URL's event as a request. Its origin is none: CloudFront does not forward the viewer's, and nothing depends on it. */
export function requestOf(event: LambdaFunctionURLEvent): Request {
  const { rawPath, rawQueryString, headers, body, isBase64Encoded, requestContext } = event;
  const url = new URL(`https://playground.invalid${rawPath}${rawQueryString ? `?${rawQueryString}` : ''}`);
  const { method } = requestContext.http;
  return new Request(url, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    ),
    ...(body !== undefined &&
      method !== 'GET' &&
      method !== 'HEAD' && { body: isBase64Encoded ? Buffer.from(body, 'base64') : body }),
  });
}

/** A response as a function URL takes it. All that the playground answers is text. */
export async function resultOf(response: Response): Promise<LambdaFunctionURLResult> {
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
