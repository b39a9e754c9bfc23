import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Something that stands before several processes and remembers nobody: each connection goes to the next that takes it. */
export interface Balancer {
  readonly url: string;
  /** The ports behind it. */
  targets: readonly number[];
  /** The port to which somebody's WebSocket leads now. */
  streamsAt(): number | undefined;
  close(): void;
}

export async function startBalancer(): Promise<Balancer> {
  const open = new Set<Socket>();
  const streams = new Map<Socket, number>();
  let turn = 0;

  /** Begins with the next target, and goes on to others while one refuses. */
  function passOn(near: Socket, refusals: number): void {
    const { targets } = balancer;
    const port = targets[(turn + refusals) % targets.length];
    if (port === undefined || refusals >= targets.length) {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    open.add(far);
    far.once('error', () => passOn(near, refusals + 1));
    far.once('close', () => open.delete(far));
    far.once('connect', () => {
      far.removeAllListeners('error');
      const end = () => {
        near.destroy();
        far.destroy();
        streams.delete(near);
      };
      for (const socket of [near, far]) {
        socket.on('error', end);
        socket.on('close', end);
      }
      near.on('data', (bytes) => {
        if (/^Upgrade: websocket/im.test(bytes.toString('latin1'))) streams.set(near, port);
      });
      near.pipe(far);
      far.pipe(near);
    });
  }

  const server = createServer((near) => {
    open.add(near);
    near.once('close', () => open.delete(near));
    near.on('error', () => near.destroy());
    turn += 1;
    passOn(near, 0);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const balancer: Balancer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets: [],
    streamsAt: () => streams.values().next().value,
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
  return balancer;
}
