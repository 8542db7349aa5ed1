import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { Rejection } from '../../../handler/src/errors.ts';
import { failureOf, type Finished, type Message } from '../../../handler/src/image/guard/messages.ts';
import { type Order, receiveJob } from '../../../handler/src/image/guard/transfer.ts';
import type { Made } from '../../../handler/src/image/types.ts';

/** libheif's message for a valid image. */
const SHORTAGE = 'source: bad seek to 1359588\nheif: Invalid input: Unspecified: Memory allocation error (2.0)';

/** A worker process that follows the job's bytes as text: a word, optionally followed by a space and a file name. */
const BEHAVIOURS: Record<string, (argument: string) => Made | Promise<Made>> = {
  good: () => made(),
  rejected: () => {
    throw new Rejection('too_many_scans', 'The JPEG has “65” scans.\nSave it again.');
  },
  failed: () => {
    throw new RangeError('some bug');
  },
  exhausted: () => {
    throw new Error(SHORTAGE);
  },
  exhaustedOnce: (file) => {
    if (existsSync(file)) return made();
    writeFileSync(file, '');
    throw new Error(SHORTAGE);
  },
  /** The way in which V8 ends a process whose heap is full, and GLib and C++ one without memory. */
  abort: () => process.abort(),
  digest: (text) => {
    throw new Error(createHash('sha256').update(text).digest('hex'));
  },
  environment: () => {
    throw new Error(JSON.stringify(process.env));
  },
  idle: () => forever(),
  busy: () => {
    for (;;);
  },
  slow: async () => {
    for (let step = 0; step < 20; step++) await sleep(50);
    return made();
  },
  greedy: async () => {
    for (const held: Buffer[] = []; ;) {
      held.push(Buffer.alloc(16 * 2 ** 20, held.length));
      await sleep(5);
    }
  },
  vast: async () => {
    const held = Buffer.alloc(400 * 2 ** 20, 1);
    await forever();
    return { ...made(), timings: { probe: 0, decode: 0, encode: held.length } };
  },
  large: async () => {
    const held = Buffer.alloc(150 * 2 ** 20, 1);
    await sleep(200);
    return { ...made(), timings: { probe: process.pid, decode: 0, encode: held.length } };
  },
  /** Finishes two, the first of them again after a crash between the two. */
  crashBetween: (file) => {
    send(finished('one'));
    if (!existsSync(file)) {
      writeFileSync(file, '');
      // Not before the message is on its way.
      return sleep(50).then(() => killed('SIGSEGV'));
    }
    send(finished('two'));
    return { ...made(), variants: ['one', 'two'].map((name) => finished(name).variant) };
  },
  rejectedAfterOne: async () => {
    send(finished('one'));
    await sleep(5);
    throw new Rejection('corrupt', 'The rest is missing.');
  },
  exit: () => process.exit(3),
  crash: () => killed('SIGSEGV'),
  stopped: () => killed('SIGTERM'),
  crashOnce: (file) => {
    if (existsSync(file)) return made();
    writeFileSync(file, '');
    return killed('SIGABRT');
  },
};

process.on('disconnect', () => {
  process.kill(process.pid, 'SIGKILL');
});
process.on('message', (order: Order) => {
  void act(Buffer.from(receiveJob(order).bytes).toString());
});
send({ kind: 'ready' });

async function act(text: string): Promise<void> {
  const [word = '', argument = ''] = text.split(' ');
  try {
    const behave = BEHAVIOURS[word];
    if (behave === undefined) throw new Error(`No worker behaves like ${word}`);
    const { variants, ...rest } = await behave(argument);
    send({ kind: 'made', made: rest, names: variants.map(({ name }) => name) });
  } catch (error) {
    send({ kind: 'failed', ...failureOf(error) });
  }
}

function send(message: Message): void {
  process.send?.(message);
}

function finished(name: string): Finished {
  const variant = {
    name,
    preset: name,
    format: 'plain',
    contentType: 'image/png',
    width: 1,
    height: 1,
    frames: 1,
  } as const;
  return {
    kind: 'finished',
    variant: { ...variant, bytes: Buffer.from(name) },
    source: { width: 1, height: 1, frames: 1 },
  };
}

/** Writes its process id for the test. */
function made(): Made {
  const image = { format: 'png', width: 1, height: 1, frames: 1, alpha: false, degraded: false } as const;
  return { image, variants: [], timings: { probe: process.pid, decode: 0, encode: 0 } };
}

function killed(signal: NodeJS.Signals): Promise<never> {
  process.kill(process.pid, signal);
  return forever();
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}
