import { createHmac } from 'node:crypto';
import { type APIAttachment, MessageFlags, type RawFile } from 'discord.js';
import type { ConversationId } from '../../src/core/model/conversation.ts';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { Sending } from '../../src/core/ports/adapter.ts';
import { readAtMost } from '../../src/core/util/readAtMost.ts';
import { mediaKindOf, type OfferedFile } from '../../src/core/util/takeFile.ts';
import type { ChannelFiles } from '../adapter.ts';
import { attachmentsOf, type Message } from './inbound.ts';

/** Longest that a download may take, milliseconds. */
const downloadFor = 30_000;

/**
 * What a person sent, as it is offered to be kept. Its ids are the same for a message that is handed over again. A fetch
 * throws `PlatformUnreachable` when the file may be had later.
 */
export function offersOf(
  message: Message,
  conversation: ConversationId,
  { secret, most }: { secret: Uint8Array; most: number },
): readonly OfferedFile[] {
  const isVoice = ((message.flags ?? 0) & MessageFlags.IsVoiceMessage) !== 0;
  return attachmentsOf(message).map(({ id, url, filename, size, content_type }: APIAttachment) => ({
    id: createHmac('sha256', secret).update(`file\n${conversation}\n${id}`).digest('base64url'),
    name: filename,
    fallback: 'file',
    what: isVoice ? 'voice' : mediaKindOf(content_type),
    size,
    fetch: () => download(url, most),
  }));
}

async function download(url: string, most: number): Promise<Uint8Array | 'too-large' | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(downloadFor) });
    if (answer.status >= 500) throw new PlatformUnreachable(`A file could not be fetched (${answer.status}).`);
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      return null;
    }
    return (await readAtMost(answer.body, most)) ?? 'too-large';
  } catch (error) {
    // Its message may hold the address, with which anybody could fetch the file.
    throw error instanceof PlatformUnreachable ? error : new PlatformUnreachable('A file could not be fetched.');
  }
}

/** The files of a message as they are uploaded; those that were erased meanwhile are left out. */
export async function openFiles({ message, conversation }: Sending, files: ChannelFiles): Promise<RawFile[]> {
  const opened = await Promise.all(message.files.map(({ id }) => files.open(conversation, id)));
  return message.files.flatMap(({ name, type }, index) => {
    const bytes = opened[index];
    return bytes ? [{ name, contentType: type, data: Buffer.from(bytes) }] : [];
  });
}
