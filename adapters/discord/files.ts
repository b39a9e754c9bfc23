import { createHmac } from 'node:crypto';
import { type APIAttachment, MessageFlags, type RawFile } from 'discord.js';
import type { ConversationId } from '../../src/core/model/conversation.ts';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { Sending } from '../../src/core/ports/adapter.ts';
import type { FileStore } from '../../src/core/ports/files.ts';
import { readAtMost } from '../../src/core/util/readAtMost.ts';
import { mediaKindOf, type OfferedFile } from '../../src/core/util/takeFile.ts';
import { attachmentsOf, type Message } from './inbound.ts';

/** Timeout of a download, milliseconds. */
const downloadTimeoutMs = 30_000;

/**
 * Offers the files of a message for storage. Their ids are the same when the message is redelivered. A fetch throws
 * `PlatformUnreachable` when a retry may succeed.
 */
export function offersOf(
  message: Message,
  conversation: ConversationId,
  { secret, maxBytes }: { secret: Uint8Array; maxBytes: number },
): readonly OfferedFile[] {
  const isVoice = ((message.flags ?? 0) & MessageFlags.IsVoiceMessage) !== 0;
  return attachmentsOf(message).map(({ id, url, filename, size, content_type }: APIAttachment) => ({
    id: createHmac('sha256', secret).update(`file\n${conversation}\n${id}`).digest('base64url'),
    name: filename,
    fallback: 'file',
    what: isVoice ? 'voice' : mediaKindOf(content_type),
    size,
    fetch: () => download(url, maxBytes),
  }));
}

async function download(url: string, maxBytes: number): Promise<Uint8Array | 'too-large' | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(downloadTimeoutMs) });
    if (answer.status >= 500) throw new PlatformUnreachable(`A file could not be fetched (${answer.status}).`);
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      return null;
    }
    return (await readAtMost(answer.body, maxBytes)) ?? 'too-large';
  } catch (error) {
    // The error's message may hold the URL, with which anybody could fetch the file.
    throw error instanceof PlatformUnreachable ? error : new PlatformUnreachable('A file could not be fetched.');
  }
}

/** Opens the files of a message for upload; erased ones are left out. */
export async function openFiles({ message, conversation }: Sending, files: FileStore): Promise<RawFile[]> {
  const opened = await Promise.all(message.files.map(({ id }) => files.open(conversation, id)));
  return message.files.flatMap(({ name, type }, index) => {
    const bytes = opened[index];
    return bytes ? [{ name, contentType: type, data: Buffer.from(bytes) }] : [];
  });
}
