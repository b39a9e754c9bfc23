import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a network is like at the moment. */
export interface Weather {
  /** Milliseconds that each piece takes, each way. */
  readonly latency: number;
  readonly bytesPerSecond: number;
}

export const clear: Weather = { latency: 0, bytesPerSecond: Number.POSITIVE_INFINITY };

/** One connection through a relay. */
export interface Wire {
  /** Ends it at once; both ends learn of it. */
  cut(): void;
  /** From now on nothing passes, and neither end is told. */
  hold(): void;
  /** What was held goes on its way. */
  release(): void;
}

/** Joins two sockets as a network does, whatever its weather; `ended` is called once when both are gone. */
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

    /** Writes when it is time; resolves when the next piece may follow. */
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
