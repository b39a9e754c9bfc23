import type { Telegram as Client } from 'telegraf';
import type { Telegram as Methods, Opts } from 'telegraf/types';
import { readAtMost } from '../../src/core/util/readAtMost.ts';
import { asCallFailure, CallFailure } from './errors.ts';
import { withTimeout } from './timeout.ts';

/** Timeout of a call, milliseconds. */
const timeoutMs = 30_000;

/** The library declares the signal of an older package; it takes the platform's own. */
type LibrarySignal = NonNullable<NonNullable<Parameters<Client['callApi']>[2]>['signal']>;

/** Client of the Bot API for one token. */
export interface Api {
  /**
   * Calls a method. `signal` ends the HTTP request.
   * @throws {CallFailure}
   */
  call<M extends keyof Methods>(method: M, payload: Opts<M>, signal: AbortSignal): Promise<ReturnType<Methods[M]>>;
  /**
   * Downloads a file by its path on the platform; null when it has more than `maxBytes` bytes.
   * @throws {CallFailure}
   */
  download(path: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | null>;
}

/**
 * Opens the Bot API with telegraf's client. The library is loaded on the first call; its clients share one keep-alive
 * agent, so that a hundred accounts reuse the same few connections.
 */
export async function openApi(token: string, apiRoot: string): Promise<Api> {
  const { Telegram } = await import('telegraf');
  const client = new Telegram(token, { apiRoot, webhookReply: false });

  return {
    async call(method, payload, signal) {
      try {
        return await withTimeout(signal, timeFor(method, payload), (ended) =>
          client.callApi(method, payload, { signal: ended as LibrarySignal }),
        );
      } catch (error) {
        throw asCallFailure(error);
      }
    },
    async download(path, maxBytes, signal) {
      try {
        return await withTimeout(signal, timeoutMs, (ended) =>
          read(`${apiRoot}/file/bot${token}/${path}`, maxBytes, ended),
        );
      } catch (error) {
        throw asCallFailure(error);
      }
    },
  };
}

/** Longer timeouts: the platform holds a long poll open, and an upload depends on the line's speed. */
function timeFor(method: string, payload: object): number {
  if (method === 'getUpdates' && 'timeout' in payload) return timeoutMs + Number(payload.timeout) * 1_000;
  return method === 'sendDocument' || method === 'sendPhoto' ? 2 * timeoutMs : timeoutMs;
}

async function read(url: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | null> {
  const response = await fetch(url, { signal, redirect: 'error' });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    const { status } = response;
    throw new CallFailure({ status, description: '', retryAfter: null, migratedTo: null, network: null });
  }
  return readAtMost(response.body, maxBytes);
}
