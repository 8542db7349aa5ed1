import { variantKey } from '../../handler/src/spelling.ts';
import { urlPathOf } from '../cdn.ts';
import type { Outcome } from './process.ts';

/** How to fetch the variants: links for a browser and commands for a shell. `cdn` is null if the stack has none. */
export function howToFetch(cdn: string | null, outcomes: readonly Outcome[]): string {
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
    'The stack keeps running: `make demo PHOTOS=folder` processes your own photos, `make down` removes it.',
  ].join('\n');
}
