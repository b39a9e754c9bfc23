import type { AccountToOpen } from '../adapter.ts';
import type { Api } from './api.ts';
import type { CallFailure } from './errors.ts';
import type { BotIdentity } from './mention.ts';
import type { TelegramSettings } from './settings.ts';

/** An open account. */
export interface TelegramAccount {
  readonly account: AccountToOpen['account'];
  readonly failed: AccountToOpen['failed'];
  readonly settings: TelegramSettings;
  readonly api: Api;
  readonly bot: BotIdentity;
  readonly background: Background;
}

/** Calls that nobody waits for: the typing indicator, the end of a button's spinner. */
interface Background {
  /** Starts a call; its failure goes to `failed` and nowhere else. */
  run(call: (signal: AbortSignal) => Promise<unknown>, failed: (failure: CallFailure) => void): void;
  /** Aborts calls in progress. */
  close(): Promise<void>;
}

/** For calls whose failure does not matter: the person gets the answer all the same. */
export const unimportant = () => {};

export function createBackground(): Background {
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    run(call, failed) {
      if (closing.signal.aborted) return;
      const result = call(closing.signal)
        .catch((failure: CallFailure) => {
          if (!closing.signal.aborted) failed(failure);
        })
        .finally(() => running.delete(result));
      running.add(result);
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}
