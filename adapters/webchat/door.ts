import type { Delivery, Receipt, Receive } from '../../src/core/adapter.ts';
import { CodedError } from '../../src/core/errors.ts';

/** The way of messages into the engine, which can be shut while the process ends. */
export interface Door {
  readonly take: Receive;
  isOpen(): boolean;
  open(): void;
  /** Takes nothing more; resolves when what is under way is done. */
  shut(): Promise<void>;
}

export function createDoor(receive: Receive): Door {
  let taking = true;
  let underWay = 0;
  let waiting: (() => void)[] = [];

  const settle = () => {
    if (underWay > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };

  async function take(delivery: Delivery): Promise<Receipt> {
    if (!taking)
      throw new CodedError('store.busy', 'The server is about to restart. Send the message again in a moment.');
    underWay += 1;
    try {
      return await receive(delivery);
    } finally {
      underWay -= 1;
      settle();
    }
  }

  return {
    take,
    isOpen: () => taking,
    open() {
      taking = true;
    },
    shut() {
      taking = false;
      return new Promise((resolve) => {
        waiting.push(resolve);
        settle();
      });
    },
  };
}
