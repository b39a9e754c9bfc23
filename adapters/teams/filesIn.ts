import { createHmac } from 'node:crypto';
import type { ConversationId } from '../../src/core/conversation.ts';
import { fileRefOf, fileTypeOf } from '../../src/core/fileType.ts';
import type { FileRef } from '../../src/core/message.ts';
import { readAtMost } from '../../src/core/readAtMost.ts';
import type { ChannelFiles } from '../adapter.ts';
import type { Attachment } from './activity.ts';
import { addressOfFile } from './attachments.ts';
import type { Cloud } from './cloud.ts';
import type { TokenSource } from './token.ts';

/** Files of one message that are taken; a person who sends more is asked for fewer by what the bot says of them. */
const mostFiles = 10;
/** Longest that one file may take, milliseconds: Teams waits 15 s for an answer. */
const longestWait = 10_000;

/**
 * Fetches what a person sent and seals it. What is too large, of a kind that is not taken or cannot be fetched is left
 * out: the person hears that the file did not arrive. A redelivery seals the same ids.
 */
export async function takeFiles(parts: {
  attachments: readonly Attachment[];
  conversation: ConversationId;
  /** Of the message. */
  id: string;
  serviceUrl: string;
  tokens: TokenSource | null;
  files: ChannelFiles;
  most: number;
  cloud: Cloud;
  secret: Uint8Array;
}): Promise<readonly FileRef[]> {
  const { attachments, conversation, files } = parts;
  const taken = await Promise.all(
    attachments.slice(0, mostFiles).map(async (attachment, index) => {
      const bytes = await fetchFile(attachment, parts);
      const kind = bytes && fileTypeOf(bytes);
      if (!bytes || !kind) return null;
      const id = createHmac('sha256', parts.secret)
        .update(`file\n${conversation}\n${parts.id}\n${index}`)
        .digest('hex')
        .slice(0, 32);
      await files.seal(conversation, id, bytes);
      const name = attachment.name ?? '';
      return fileRefOf({ id, name, fallback: `${index + 1}`, type: kind, size: bytes.length });
    }),
  );
  return taken.filter((file) => file !== null);
}

/** The bytes of a file; null when the platform does not give them. */
async function fetchFile(
  attachment: Attachment,
  { serviceUrl, tokens, most, cloud }: Parameters<typeof takeFiles>[0],
): Promise<Uint8Array | null> {
  const url = addressOfFile(attachment);
  if (url === null) return null;
  // The bot's token goes to the service that the message came from, and nowhere else.
  const ofService = url.origin === new URL(serviceUrl).origin;
  if (!ofService && !cloud.mayReach(url)) return null;
  try {
    const headers = ofService && tokens ? { Authorization: `Bearer ${await tokens.get()}` } : {};
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(longestWait) });
    return response.ok && response.body ? await readAtMost(response.body, most) : null;
  } catch {
    return null;
  }
}
