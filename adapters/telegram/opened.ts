import type { AccountToOpen } from '../adapter.ts';
import type { Bot } from './addressed.ts';
import type { Api } from './api.ts';
import type { CallFailure } from './errors.ts';
import type { TelegramSettings } from './settings.ts';

/** An account at work. */
export interface Opened {
  readonly account: AccountToOpen['account'];
  readonly failed: AccountToOpen['failed'];
  readonly settings: TelegramSettings;
  readonly api: Api;
  readonly bot: Bot;
  readonly background: Background;
}

/** Calls that nobody waits for: the mark that somebody writes, the end of a button's spinning. */
export interface Background {
  /** Begins a call; what `failed` makes of its failure is all that comes of it. */
  run(call: (signal: AbortSignal) => Promise<unknown>, failed: (failure: CallFailure) => void): void;
  /** Ends what is under way. */
  close(): Promise<void>;
}

/** For calls whose failure costs nothing: the person sees the answer all the same. */
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
