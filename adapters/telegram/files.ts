import { createHmac } from 'node:crypto';
import type { OfferedFile } from '../../src/core/util/takeFile.ts';
import type { Api } from './api.ts';
import type { Attachment } from './content.ts';
import { wait } from './deadline.ts';
import type { CallFailure } from './errors.ts';

/** Attempts to get a file while the platform does not answer; a person who waits is then told that it did not come. */
const attempts = 3;

/** Files of a message as they are offered to be kept; their ids are the same for every delivery of it. */
export function offersOf(
  attachments: readonly Attachment[],
  chat: number,
  { api, most, secret, signal }: { api: Api; most: number; secret: Uint8Array; signal: AbortSignal },
): readonly OfferedFile[] {
  return attachments.map(({ what, fileId, uniqueId, message, name, size }) => ({
    what,
    size,
    name: name ?? '',
    fallback: String(message),
    id: createHmac('sha256', secret).update(`file\n${chat}/${message}\n${uniqueId}`).digest('base64url'),
    fetch: () => persistently(() => download(api, fileId, most, signal), signal),
  }));
}

/** The platform's id of an album as a name that hides it. */
export function albumName(secret: Uint8Array, chat: number, album: string | null): string | null {
  if (album === null) return null;
  return createHmac('sha256', secret).update(`album\n${chat}/${album}`).digest('base64url').slice(0, 22);
}

async function download(
  api: Api,
  fileId: string,
  most: number,
  signal: AbortSignal,
): Promise<Uint8Array | 'too-large' | null> {
  const { file_path, file_size } = await api.call('getFile', { file_id: fileId }, signal);
  if (file_size !== undefined && file_size > most) return 'too-large';
  return file_path === undefined ? null : ((await api.download(file_path, most, signal)) ?? 'too-large');
}

/** Null once the platform has refused, or has not answered often enough. */
async function persistently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | 'too-large' | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      // Whoever is closing did not take the message: it comes again.
      if (signal.aborted) throw error;
      const failure = error as CallFailure;
      const { status, retryAfter } = failure;
      // The Bot API gives bots no more than 20 MB.
      if (status === 400 && failure.says(/too big/i)) return 'too-large';
      const passing = status === null || status === 429 || status >= 500;
      if (!passing || attempt === attempts) return null;
      await wait(Math.min(10, retryAfter ?? attempt) * 1_000, signal);
    }
  }
}
