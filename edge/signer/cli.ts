import { Command, InvalidArgumentError } from 'commander';

import { signTransform } from './sign.ts';

const KEY_VARIABLE = 'DARKROOM_SIGNING_KEY';

function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('Expected a date and time in ISO 8601, such as 2027-01-31T12:00:00Z.');
  }
  return date;
}

function base(text: string): string {
  if (!/^https?:\/\/[^/]+\/?$/.test(text))
    throw new InvalidArgumentError('Expected https:// and a host name, without a path.');
  return text.replace(/\/$/, '');
}

const program = new Command('sign')
  .description(`Print the signed URL of one transform of one original. The key is read from ${KEY_VARIABLE}.`)
  .argument('<transform>', 'canonical, such as w_300,h_200,fit_cover,f_webp,q_75')
  .argument('<path>', "the original's key without the originals prefix, such as a/b/photo.jpg")
  .option('--expires <time>', 'when the URL stops working, such as 2027-01-31T12:00:00Z (default: never)', instant)
  .option('--base <url>', "the CDN's address, prepended to the URL", base, '')
  .parse();
const [transform = '', path = ''] = program.args;
const options = program.opts<{ expires?: Date; base: string }>();

try {
  const key = process.env[KEY_VARIABLE];
  if (!key) throw new Error(`${KEY_VARIABLE} is empty. Set it to the newest of the stack's signing keys.`);
  console.log(options.base + signTransform({ key, transform, path, expires: options.expires }));
} catch (error) {
  program.error(error instanceof Error ? error.message : String(error));
}
