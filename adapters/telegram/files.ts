import { createHmac } from 'node:crypto';
import { fileRefOf, fileTypeOf } from '../../src/core/fileType.ts';
import type { FileRef } from '../../src/core/message.ts';
import type { Api } from './api.ts';
import type { Attachment } from './content.ts';
import { wait } from './deadline.ts';
import type { CallFailure } from './errors.ts';

/** Attempts to get a file while the platform does not answer; a person who waits is then told that it did not come. */
const attempts = 3;

/** A file of a message, with the bytes to seal under its id. */
export interface Fetched {
  readonly ref: FileRef;
  readonly bytes: Uint8Array;
}

/**
 * Gets a file from the platform; null when the platform does not give it, or it is larger or of another kind than we
 * take. Its id is the same for every delivery of its message.
 */
export async function fetchFile(
  { api, most, secret, signal }: { api: Api; most: number; secret: Uint8Array; signal: AbortSignal },
  attachment: Attachment,
  /** Names the message, as in `-100123/42`. */
  message: string,
): Promise<Fetched | null> {
  if (attachment.size !== null && attachment.size > most) return null;
  const bytes = await persistently(() => download(api, attachment.fileId, most, signal), signal);
  const type = bytes && fileTypeOf(bytes);
  if (!bytes || !type) return null;
  const id = createHmac('sha256', secret).update(`file\n${message}\n${attachment.uniqueId}`).digest('base64url');
  const fallback = message.split('/').at(-1) ?? 'file';
  return { ref: fileRefOf({ id, name: attachment.name ?? '', fallback, type, size: bytes.byteLength }), bytes };
}

async function download(api: Api, fileId: string, most: number, signal: AbortSignal): Promise<Uint8Array | null> {
  const { file_path, file_size } = await api.call('getFile', { file_id: fileId }, signal);
  if (file_path === undefined || (file_size !== undefined && file_size > most)) return null;
  return api.download(file_path, most, signal);
}

/** Null once the platform has refused, or has not answered often enough. */
async function persistently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      // Whoever is closing did not take the message: it comes again.
      if (signal.aborted) throw error;
      const { status, retryAfter } = error as CallFailure;
      const passing = status === null || status === 429 || status >= 500;
      if (!passing || attempt === attempts) return null;
      await wait(Math.min(10, retryAfter ?? attempt) * 1_000, signal);
    }
  }
}
