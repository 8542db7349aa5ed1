import { variantKey } from '../../handler/src/spelling.ts';
import { urlPathOf } from '../cdn.ts';
import type { Outcome } from './process.ts';

/**
 * How to fetch the variants: links for a browser, commands for a shell, and what front ends need.
 *
 * @param cdn null if the stack has none
 * @param client the file that tells front ends what the stack is; null without a CDN
 */
export function howToFetch(cdn: string | null, outcomes: readonly Outcome[], client: string | null): string {
  const links = outcomes.flatMap(({ photo, manifest }) => {
    const [largest] = [...manifest.variants].sort((a, b) => b.width * b.height - a.width * a.height);
    return largest === undefined ? [] : [{ path: urlPathOf(photo.path, largest.preset), photo, variant: largest }];
  });
  const example = links.at(-1);
  if (example === undefined) return 'There are no variants to fetch.';
  const key = `variants/${variantKey(example.photo.path, example.variant.name)}`;
  const inBrowser = [
    'Open these URLs in a browser, which gets the best format that it accepts:',
    ...links.map(({ path }) => `  ${cdn}${path}`),
    '',
  ];
  return [
    ...(cdn === null ? [] : inBrowser),
    'From a shell, with curl, the AWS CLI or any SDK:',
    '  eval "$(make -s env)"',
    ...(cdn === null ? [] : [`  curl --fail --remote-name "$DARKROOM_CDN${example.path}"`]),
    '  aws s3 ls --recursive "s3://$DARKROOM_BUCKET/"',
    `  aws s3 cp "s3://$DARKROOM_BUCKET/${key}" .`,
    '',
    ...(client === null
      ? []
      : [`From a page: ${client} is what the npm package darkroom-client needs (docs/front-end).`, '']),
    'The stack keeps running: `make demo PHOTOS=folder` processes your own photos, `make down` removes it.',
  ].join('\n');
}
