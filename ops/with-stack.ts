import { type Clients, createClients } from './clients.ts';
import { checkNamed, type StackOptions } from './options.ts';
import { findStack } from './stack/find.ts';
import type { Stack } from './stack/stack.ts';

/** A stack, and the clients by which it was found. */
export interface Found {
  readonly stack: Stack;
  readonly clients: Clients;
}

/**
 * Finds the stack that the operator named, works with it, and closes the clients.
 * @throws Error if there is no such stack, before any work
 */
export async function withStack<T>(options: StackOptions, work: (found: Found) => Promise<T>): Promise<T> {
  checkNamed(options);
  const clients = createClients(options);
  try {
    return await work({ stack: await findStack(clients, options), clients });
  } finally {
    clients.destroy();
  }
}
