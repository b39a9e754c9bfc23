import { createRequire } from 'node:module';

/** The private parts of the driver's connections that are used here. */
interface DriverConnection {
  readonly closed: boolean;
  readonly socket: NodeJS.EventEmitter;
  cleanup(error: unknown): void;
}

const ofDriver = createRequire(createRequire(import.meta.url).resolve('mongoose'));
const patched = Symbol.for('finestreta: closed connections reject their writers');

/**
 * Works around a fault of the driver (mongodb 7). A writer waits until the socket has room again or fails, but a closed
 * socket signals neither, as when the server restarts or a silent connection is dropped, and the write never ends. If
 * that was the monitoring connection, the process found no server until it was restarted. So the writers of a
 * connection that closes get its error. Further calls have no effect.
 */
export function fixDriver(): void {
  const { Connection } = ofDriver('mongodb/lib/cmap/connection.js') as {
    Connection: { prototype: DriverConnection & { [patched]?: true } };
  };
  const { prototype } = Connection;
  if (prototype[patched]) return;
  const { cleanup } = prototype;
  prototype[patched] = true;
  prototype.cleanup = function (error) {
    const ends = !this.closed;
    cleanup.call(this, error);
    if (ends && this.socket.listenerCount('drain') > 0) this.socket.emit('error', error);
  };
}
