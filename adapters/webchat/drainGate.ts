import { CodedError } from '../../src/core/model/errors.ts';
import type { Delivery, Receipt, Receive } from '../../src/core/ports/adapter.ts';

/** Passes messages to the engine until it is closed at shutdown. */
export interface DrainGate {
  readonly take: Receive;
  isOpen(): boolean;
  /** Accepts nothing more; resolves when messages in progress are done. */
  shut(): Promise<void>;
  /** Resolves when no message of one account is in progress; the caller has already stopped new ones. */
  settled(account: string): Promise<void>;
}

export function createDrainGate(receive: Receive): DrainGate {
  let taking = true;
  /** Messages in progress, by account. */
  const underWay = new Map<string, number>();
  let waiting: { readonly account: string | null; readonly resolve: () => void }[] = [];

  const isIdle = (account: string | null) => (account === null ? underWay.size === 0 : !underWay.has(account));
  const settle = () => {
    const done = waiting.filter(({ account }) => isIdle(account));
    waiting = waiting.filter((each) => !done.includes(each));
    for (const { resolve } of done) resolve();
  };
  const idle = (account: string | null) =>
    new Promise<void>((resolve) => {
      waiting.push({ account, resolve });
      settle();
    });

  async function take(delivery: Delivery): Promise<Receipt> {
    if (!taking)
      throw new CodedError('store.busy', 'The server is about to restart. Send the message again in a moment.');
    const { id } = delivery.account;
    underWay.set(id, (underWay.get(id) ?? 0) + 1);
    try {
      return await receive(delivery);
    } finally {
      const left = (underWay.get(id) ?? 1) - 1;
      if (left === 0) underWay.delete(id);
      else underWay.set(id, left);
      settle();
    }
  }

  return {
    take,
    isOpen: () => taking,
    shut() {
      taking = false;
      return idle(null);
    },
    settled: idle,
  };
}
