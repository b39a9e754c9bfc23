import { createHmac } from 'node:crypto';
import type { APIAttachment, RawFile } from 'discord.js';
import type { Sending } from '../../src/core/adapter.ts';
import type { ConversationId } from '../../src/core/conversation.ts';
import { PlatformUnreachable } from '../../src/core/errors.ts';
import { fileRefOf, fileTypeOf } from '../../src/core/fileType.ts';
import type { FileRef } from '../../src/core/message.ts';
import { readAtMost } from '../../src/core/readAtMost.ts';
import type { ChannelFiles } from '../adapter.ts';

/** Longest that a download may take, milliseconds. */
const downloadFor = 30_000;

export interface FileParts {
  readonly files: ChannelFiles;
  readonly secret: Uint8Array;
  /** Most bytes of one file. */
  readonly limit: number;
}

/**
 * Fetches and seals what a person sent. What is too large, of another kind than images and PDF, or gone is left out.
 * @throws {PlatformUnreachable} when it may be had later
 */
export async function takeFiles(
  attachments: readonly APIAttachment[],
  conversation: ConversationId,
  parts: FileParts,
): Promise<readonly FileRef[]> {
  const taken: FileRef[] = [];
  for (const attachment of attachments) {
    const bytes = attachment.size > parts.limit ? null : await download(attachment.url, parts.limit);
    const type = bytes && fileTypeOf(bytes);
    if (!bytes || !type) continue;
    // The same for a message that is handed over again, so that nothing is sealed twice.
    const id = createHmac('sha256', parts.secret).update(`file\n${conversation}\n${attachment.id}`).digest('base64url');
    await parts.files.seal(conversation, id, bytes);
    taken.push(fileRefOf({ id, name: attachment.filename, fallback: 'file', type, size: bytes.length }));
  }
  return taken;
}

async function download(url: string, limit: number): Promise<Uint8Array | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(downloadFor) });
    if (answer.status >= 500) throw new PlatformUnreachable(`A file could not be fetched (${answer.status}).`);
    if (!answer.ok || answer.body === null) {
      await answer.body?.cancel();
      return null;
    }
    return await readAtMost(answer.body, limit);
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
