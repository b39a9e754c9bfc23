import { createHmac } from 'node:crypto';
import { sleep, systemTimer } from '../../src/core/util/sleep.ts';
import type { OfferedFile } from '../../src/core/util/takeFile.ts';
import type { Api } from './api.ts';
import type { CallFailure } from './errors.ts';
import type { MediaFile } from './messageContent.ts';

/** Download attempts while the platform does not answer; the person is then told that the file did not arrive. */
const maxAttempts = 3;

/** Offers the files of a message for storage; their ids are the same for every delivery. */
export function offersOf(
  attachments: readonly MediaFile[],
  chat: number,
  { api, maxBytes, secret, signal }: { api: Api; maxBytes: number; secret: Uint8Array; signal: AbortSignal },
): readonly OfferedFile[] {
  return attachments.map(({ what, fileId, uniqueId, message, name, size }) => ({
    what,
    size,
    name: name ?? '',
    fallback: String(message),
    id: createHmac('sha256', secret).update(`file\n${chat}/${message}\n${uniqueId}`).digest('base64url'),
    fetch: () => persistently(() => download(api, fileId, maxBytes, signal), signal),
  }));
}

/** Hides the platform's id of an album. */
export function albumName(secret: Uint8Array, chat: number, album: string | null): string | null {
  if (album === null) return null;
  return createHmac('sha256', secret).update(`album\n${chat}/${album}`).digest('base64url').slice(0, 22);
}

async function download(
  api: Api,
  fileId: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | 'too-large' | null> {
  const { file_path, file_size } = await api.call('getFile', { file_id: fileId }, signal);
  if (file_size !== undefined && file_size > maxBytes) return 'too-large';
  return file_path === undefined ? null : ((await api.download(file_path, maxBytes, signal)) ?? 'too-large');
}

/** Null once the platform has refused, or has failed too often. */
async function persistently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | 'too-large' | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      // The account is closing and the message was not accepted: it will be redelivered.
      if (signal.aborted) throw error;
      const failure = error as CallFailure;
      const { status, retryAfter } = failure;
      // The Bot API gives bots no more than 20 MB.
      if (status === 400 && failure.says(/too big/i)) return 'too-large';
      const passing = status === null || status === 429 || status >= 500;
      if (!passing || attempt === maxAttempts) return null;
      await sleep(Math.min(10, retryAfter ?? attempt) * 1_000, systemTimer, signal);
    }
  }
}
