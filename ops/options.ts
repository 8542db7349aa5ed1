import { type Command, InvalidArgumentError } from 'commander';

import type { Where } from './clients.ts';
import type { Named } from './stack/find.ts';

/** Exit code for unusable arguments, including a stack that does not exist. */
export const UNUSABLE = 2;

/** How a command's stack is found, and what it prints. */
export interface StackOptions extends Where, Named {
  readonly json?: true;
}

/** Adds the options by which every command finds its stack. */
export function stackOptions(command: Command): Command {
  return command
    .option('-s, --stack <name>', "the stack's name (the module's `name`)")
    .option('-o, --outputs <file>', 'a file written by `terraform output -json`, or - for standard input')
    .option(
      '-t, --tag <key=value>',
      'a tag of the stack, repeatable; with none of these three, the only stack in the region',
      tags,
    )
    .option('--region <region>', "the stack's region; from the environment by default")
    .option('--profile <name>', 'a profile of the AWS configuration; from the environment by default')
    .option('--json', 'print one JSON document instead of text');
}

/** @throws Error if more than one way of finding the stack is given */
export function checkNamed({ stack, outputs, tag }: Named): void {
  const given = [stack, outputs, tag].filter((each) => each !== undefined).length;
  if (given > 1) throw new Error('Name the stack in one way: --stack, --outputs or --tag.');
}

/** A parser of numbers from `least` to `most`. */
export const between = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) {
    throw new InvalidArgumentError(`Received "${text}", allowed: ${least} to ${most}.`);
  }
  return value;
};

/** The same for whole numbers. */
export const whole = (least: number, most: number) => (text: string) => {
  const value = between(least, most)(text);
  if (Number.isInteger(value)) return value;
  throw new InvalidArgumentError(`Received "${text}", allowed: whole numbers from ${least} to ${most}.`);
};

/** Scheme and host, without a slash at the end. */
export function address(text: string): string {
  if (/^https?:\/\/[^/]+\/?$/.test(text)) return text.replace(/\/$/, '');
  throw new InvalidArgumentError(`Received "${text}", allowed: http:// or https:// and a host, without a path.`);
}

/** The same, and a path if there is one, as a CDN of the stack's owner may have. */
export function base(text: string): string {
  if (/^https?:\/\/[^/?#\s]+(\/[^?#\s]*)?$/.test(text)) return text.replace(/\/+$/, '');
  throw new InvalidArgumentError(
    `Received "${text}", allowed: http:// or https://, a host, and a path if there is one.`,
  );
}

function tags(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError(`Received "${text}", allowed: a tag as key=value.`);
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
