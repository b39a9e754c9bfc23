import type { Telegram as Methods, Opts } from 'telegraf/types';
import { readAtMost } from '../../src/core/util/readAtMost.ts';
import { withDeadline } from './deadline.ts';
import { asCallFailure, CallFailure } from './errors.ts';

/** Longest that a call may take, milliseconds. */
const timeoutMs = 30_000;

/** The Bot API for one token. */
export interface Api {
  /**
   * Calls a method. `signal` ends the HTTP request.
   * @throws {CallFailure}
   */
  call<M extends keyof Methods>(method: M, payload: Opts<M>, signal: AbortSignal): Promise<ReturnType<Methods[M]>>;
  /**
   * Bytes of a file by its path on the platform; null when there are more than `most`.
   * @throws {CallFailure}
   */
  download(path: string, most: number, signal: AbortSignal): Promise<Uint8Array | null>;
}

/**
 * Opens the Bot API with telegraf's client. The library is loaded on the first call; its clients share one keep-alive
 * agent, so that a hundred accounts reuse the same few connections and one costs no more than its settings.
 */
export async function openApi(token: string, apiRoot: string): Promise<Api> {
  const { Telegram } = await import('telegraf');
  const client = new Telegram(token, { apiRoot, webhookReply: false });

  return {
    async call(method, payload, signal) {
      try {
        return await withDeadline(signal, timeFor(method, payload), (ended) =>
          client.callApi(method, payload, { signal: ended as never }),
        );
      } catch (error) {
        throw asCallFailure(error);
      }
    },
    async download(path, most, signal) {
      try {
        return await withDeadline(signal, timeoutMs, (ended) =>
          read(`${apiRoot}/file/bot${token}/${path}`, most, ended),
        );
      } catch (error) {
        throw asCallFailure(error);
      }
    },
  };
}

/** A long poll is held by the platform, and an upload takes as long as the line is slow. */
function timeFor(method: string, payload: object): number {
  if (method === 'getUpdates' && 'timeout' in payload) return timeoutMs + Number(payload.timeout) * 1_000;
  return method === 'sendDocument' || method === 'sendPhoto' ? 2 * timeoutMs : timeoutMs;
}

async function read(url: string, most: number, signal: AbortSignal): Promise<Uint8Array | null> {
  const response = await fetch(url, { signal, redirect: 'error' });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    const { status } = response;
    throw new CallFailure({ status, description: '', retryAfter: null, migratedTo: null, network: null });
  }
  return readAtMost(response.body, most);
}
