import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { clear, joinSockets, type Weather, type Wire } from './wire.ts';

/** A network between clients and servers on this machine, with adjustable faults. */
export interface Relay {
  /** Where clients connect. */
  readonly port: number;
  /** Applies to every connection. */
  weather: Weather;
  /** Whether new connections are accepted. */
  open: boolean;
  /** The open connections. */
  wires(): readonly Wire[];
  close(): Promise<void>;
}

/** Opens a relay; each connection goes to the first of `targets` (ports, evaluated for each) that accepts it. */
export async function openRelay(targets: () => readonly number[]): Promise<Relay> {
  const wires = new Set<Wire>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    // Nobody listens to it before it is joined.
    near.on('error', () => {});
    if (!relay.open) return near.resetAndDestroy();
    near.pause();
    void reach(targets()).then((far) => {
      if (far === null || near.destroyed || !relay.open) {
        far?.destroy();
        near.resetAndDestroy();
        return;
      }
      const wire = joinSockets(
        near,
        far,
        () => relay.weather,
        () => wires.delete(wire),
      );
      wires.add(wire);
      near.resume();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const relay: Relay = {
    port: (server.address() as AddressInfo).port,
    weather: clear,
    open: true,
    wires: () => [...wires],
    async close() {
      relay.open = false;
      const closed = once(server, 'close');
      server.close();
      for (const wire of wires) wire.cut();
      await closed;
    },
  };
  return relay;
}

async function reach(ports: readonly number[]): Promise<Socket | null> {
  for (const port of ports) {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      socket.destroy();
    }
  }
  return null;
}
