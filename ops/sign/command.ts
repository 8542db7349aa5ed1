import { Command, InvalidArgumentError } from 'commander';

import { signTransform } from '../../edge/signer/sign.ts';
import { base, type StackOptions, stackOptions, UNUSABLE } from '../options.ts';
import { print } from '../print.ts';

const KEY_VARIABLE = 'DARKROOM_SIGNING_KEY';

interface Options extends StackOptions {
  expires?: Date;
  base?: string;
}

function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('Expected a date and time in ISO 8601, such as 2027-01-31T12:00:00Z.');
  }
  return date;
}

/** The address that the URL begins with: as given, or the stack's if one is named; none otherwise, and nothing is asked. */
async function baseOf(options: Options): Promise<string> {
  if (options.base !== undefined) return options.base;
  if ((options.stack ?? options.outputs ?? options.tag) === undefined) return '';
  const { withStack } = await import('../with-stack.ts');
  return withStack(options, ({ stack }) => {
    if (stack.cdn !== null) return Promise.resolve(stack.cdn.url);
    throw new Error(`${stack.name} has no CDN that Darkroom knows the address of: give it with --base.`);
  });
}

export const signCommand = (): Command =>
  stackOptions(new Command('sign'))
    .description(
      `Prints the signed URL of one transform of one original. The key is read from ${KEY_VARIABLE}. Asks AWS only for the ` +
        'address of a stack that is named.',
    )
    .argument('<transform>', 'canonical, such as w_300,h_200,fit_cover,f_webp,q_75')
    .argument('<path>', "the original's key without the originals prefix, such as a/b/photo.jpg")
    .option('--expires <time>', 'when the URL stops working, such as 2027-01-31T12:00:00Z (default: never)', instant)
    .option('--base <url>', "the CDN's address, prepended to the URL; that of the stack, if one is named", base)
    .action(async (transform: string, path: string, options: Options, command: Command) => {
      const key = process.env[KEY_VARIABLE];
      if (!key) {
        command.error(`${KEY_VARIABLE} is empty. Set it to the newest of the stack's signing keys.`, {
          exitCode: UNUSABLE,
        });
        return;
      }
      const part = signTransform({ key, transform, path, expires: options.expires });
      print({ url: (await baseOf(options)) + part }, options, ({ url }) => url);
    });
