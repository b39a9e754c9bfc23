import { createRequire } from 'node:module';

/** What is used of the driver's connections, which it keeps to itself. */
interface DriverConnection {
  readonly closed: boolean;
  readonly socket: NodeJS.EventEmitter;
  cleanup(error: unknown): void;
}

const ofDriver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const mended = Symbol.for('finestreta: closed connections tell their writers');

/**
 * Mends a fault of the driver (mongodb 7): who writes waits until the socket has room again or fails. A socket that is
 * closed does neither, as when the server restarts or a silent connection is given up, and the write never ended. Where
 * that was the watch over the server, which is asked to look at that very moment, the process found no server any more
 * until it was started again. So whoever waits for a connection that ends is told its error. Saying it again changes
 * nothing.
 */
export function fixDriver(): void {
  const { Connection } = ofDriver('mongodb/lib/cmap/connection.js') as {
    Connection: { prototype: DriverConnection & { [mended]?: true } };
  };
  const { prototype } = Connection;
  if (prototype[mended]) return;
  const { cleanup } = prototype;
  prototype[mended] = true;
  prototype.cleanup = function (error) {
    const ends = !this.closed;
    cleanup.call(this, error);
    if (ends && this.socket.listenerCount('drain') > 0) this.socket.emit('error', error);
  };
}
