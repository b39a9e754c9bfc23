import type { Config } from '../../../src/config.ts';
import type { Account } from '../../../src/core/model/account.ts';
import { PlatformRefused, PlatformUnreachable } from '../../../src/core/model/errors.ts';
import type { Send } from '../../../src/core/ports/adapter.ts';

/** A delivery of the platform to our hook. */
export interface PushedMessage {
  /** The platform's own id of the conversation. */
  readonly conversation: string;
  /** The platform's own id of the message: a redelivery has the same. */
  readonly id: string;
  readonly text: string;
}

export const pushAccountId = 'push';

/** Our profile on a platform to which each message is sent, as on most; the web chat has no outbox. */
export function pushAccount({ tenant, locale, pace }: Pick<Config, 'tenant' | 'locale' | 'pace'>): Account {
  return {
    id: pushAccountId,
    tenant,
    channel: 'push',
    name: 'Push',
    locale,
    topics: null,
    department: null,
    hours: null,
    pace,
    status: { kind: 'open' },
    links: { profile: null, start: null, elsewhere: null, others: [] },
    capabilities: {
      buttons: 10,
      buttonLabel: 80,
      textLength: 4_000,
      markup: 'plain',
      quickExit: false,
      delivery: 'push',
      pace: null,
    },
  };
}

/** Timeout of the platform for one message, milliseconds. */
const timeoutMs = 5_000;

/** Sends to the platform at a URL. */
export function sendTo(url: string): Send {
  return async ({ address, message, idempotencyKey: key, signal }) => {
    const answer = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({ key, address, text: message.text }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
      .then(async (response) => ({ status: response.status, ...((await response.json()) as { id?: string }) }))
      .catch((cause) => {
        throw new PlatformUnreachable('The platform does not answer.', { cause });
      });
    if (answer.status === 429) {
      throw new PlatformRefused('The platform asks to wait.', { retryAt: Date.now() + 500 });
    }
    if (answer.id === undefined) throw new PlatformUnreachable(`The platform answered ${answer.status}.`);
    return { platformId: answer.id };
  };
}
