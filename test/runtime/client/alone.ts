/*
 * Loaded into a function's process where a test wants nothing that it waits for to keep the event loop alive: no socket and
 * no timer of one call does. What is left is what the function itself holds on to.
 */
import { Socket } from 'node:net';

type Method = (this: Socket, ...args: unknown[]) => Socket;
const sockets = Socket.prototype as unknown as { connect: Method };
const { connect } = sockets;
sockets.connect = function (...args) {
  return Reflect.apply(connect, this.unref(), args);
};

const later = globalThis.setTimeout;
globalThis.setTimeout = Object.assign((...args: Parameters<typeof setTimeout>) => later(...args).unref(), later);
