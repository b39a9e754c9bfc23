import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Current state of a network. */
export interface Weather {
  /** Delay of each chunk, each way, milliseconds. */
  readonly latency: number;
  readonly bytesPerSecond: number;
}

export const clear: Weather = { latency: 0, bytesPerSecond: Number.POSITIVE_INFINITY };

/** One connection through a relay. */
export interface Wire {
  /** Cuts it at once; both ends are informed. */
  cut(): void;
  /** Blocks the traffic without informing either end. */
  hold(): void;
  /** Releases blocked traffic. */
  release(): void;
}

/** Joins two sockets with the faults of the network; `ended` is called once when both are closed. */
export function joinSockets(near: Socket, far: Socket, weather: () => Weather, ended: () => void): Wire {
  let held: { readonly over: Promise<void>; readonly release: () => void } | null = null;
  let over = false;

  const release = () => {
    held?.release();
    held = null;
  };

  const cut = () => {
    if (over) return;
    over = true;
    release();
    near.resetAndDestroy();
    far.resetAndDestroy();
    ended();
  };

  function pass(from: Socket, to: Socket): void {
    let queue: Promise<void> | null = null;

    /** Writes when it is due; resolves when the next chunk may follow. */
    const carry = async (piece: Buffer): Promise<void> => {
      const { latency, bytesPerSecond } = weather();
      const wait = latency + (piece.length * 1_000) / bytesPerSecond;
      if (wait > 0) await sleep(wait, undefined, { ref: false });
      while (held !== null) await held.over;
      if (!over) to.write(piece);
    };

    from.on('data', (piece: Buffer) => {
      if (queue === null && held === null && weather() === clear) {
        if (to.write(piece)) return;
        from.pause();
        to.once('drain', () => from.resume());
        return;
      }
      from.pause();
      const mine: Promise<void> = (queue ?? Promise.resolve())
        .then(() => carry(piece))
        .then(() => {
          if (queue === mine) queue = null;
          from.resume();
        });
      queue = mine;
    });
    from.on('end', () => {
      if (queue === null && held === null) to.end();
      else void (queue ?? Promise.resolve()).then(() => held?.over).then(() => to.end());
    });
    from.on('error', cut);
    from.on('close', () => {
      if (near.destroyed && far.destroyed) cut();
    });
  }

  pass(near, far);
  pass(far, near);
  return {
    cut,
    hold() {
      if (over || held !== null) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      held = { over: promise, release: resolve };
    },
    release,
  };
}
