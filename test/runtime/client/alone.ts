/*
 * Loaded into a function's process by tests in which nothing that it waits for keeps the event loop alive: neither
 * sockets nor timers of single calls do. Only what the function itself holds remains.
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
