import { createHmac } from 'node:crypto';
import type { Attachment } from 'botbuilder';
import type { ConversationId } from '../../src/core/model/conversation.ts';
import type { FileRef } from '../../src/core/model/message.ts';
import type { FileStore } from '../../src/core/ports/files.ts';
import { readAtMost } from '../../src/core/util/readAtMost.ts';
import { mediaKindOf, type OfferedFile, type TakenFiles, takeFiles } from '../../src/core/util/takeFile.ts';
import { type Attachment as ReadAttachment, teamsChannel } from './activity.ts';
import { isPublicAddress, type TeamsAddress } from './address.ts';
import { addressOfFile } from './attachments.ts';
import type { Cloud } from './cloud.ts';
import type { TokenSource } from './token.ts';

/** Most files accepted of one message. */
const maxFiles = 10;
/** Download timeout of one file, milliseconds: Teams waits 15 s for an answer. */
const downloadTimeoutMs = 10_000;

interface DownloadDeps {
  readonly attachments: readonly ReadAttachment[];
  readonly conversation: ConversationId;
  /** Id of the message. */
  readonly id: string;
  readonly serviceUrl: string;
  readonly tokens: TokenSource | null;
  readonly files: FileStore;
  readonly maxBytes: number;
  readonly cloud: Cloud;
  readonly secret: Uint8Array;
}

/** Downloads the files of a message in parallel, and stores them. A redelivery yields the same ids. */
export async function keepFiles(deps: DownloadDeps): Promise<TakenFiles> {
  const { attachments, conversation, files: store, maxBytes } = deps;
  const offers = attachments.slice(0, maxFiles).map((attachment, index) => offerOf(attachment, index, deps));
  const { files, notKept } = await takeFiles(offers, { conversation, most: maxBytes, store });
  const surplus = attachments.slice(maxFiles).map(({ contentType }) => {
    return { what: mediaKindOf(contentType), why: 'too-many' } as const;
  });
  return { files, notKept: [...notKept, ...surplus] };
}

function offerOf(attachment: ReadAttachment, index: number, deps: DownloadDeps): OfferedFile {
  const named = `file\n${deps.conversation}\n${deps.id}\n${index}`;
  const fetched = fetchFile(attachment, deps);
  return {
    id: createHmac('sha256', deps.secret).update(named).digest('hex').slice(0, 32),
    name: attachment.name ?? '',
    fallback: `${index + 1}`,
    what: mediaKindOf(attachment.contentType),
    size: null,
    fetch: () => fetched,
  };
}

/** The bytes of a file; null when the download fails. */
async function fetchFile(
  attachment: ReadAttachment,
  { serviceUrl, tokens, maxBytes, cloud }: DownloadDeps,
): Promise<Uint8Array | 'too-large' | null> {
  const url = addressOfFile(attachment);
  if (url === null) return null;
  // The bot's token goes only to the service that sent the message.
  const ofService = url.origin === new URL(serviceUrl).origin;
  if (!ofService && !cloud.mayReach(url)) return null;
  try {
    const headers = ofService && tokens ? { Authorization: `Bearer ${await tokens.get()}` } : {};
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(downloadTimeoutMs) });
    return response.ok && response.body ? ((await readAtMost(response.body, maxBytes)) ?? 'too-large') : null;
  } catch {
    return null;
  }
}

/** An outgoing file of a message. */
export interface OpenedFile {
  readonly file: FileRef;
  readonly bytes: Uint8Array;
  /** Signed reference to the file; see `FileLinks`. */
  readonly token: string;
}

/** How a file appears in a message: as an attachment, or as a line of light Markdown. */
export type SentFile = { readonly attachment: Attachment } | { readonly line: string };

/** Largest picture that Teams shows inline, bytes. */
const maxInline = 1_000_000;
const inline = new Set(['image/png', 'image/jpeg', 'image/gif']);

const consentCard = 'application/vnd.microsoft.teams.card.file.consent';
const infoCard = 'application/vnd.microsoft.teams.card.file.info';

/**
 * How a file is sent: pictures inline; other files to the person's OneDrive, after their consent, where Teams supports
 * that; elsewhere as a link that is valid for two weeks.
 */
export function sendFile({ file, bytes, token }: OpenedFile, address: TeamsAddress, linkBase: string): SentFile {
  const { name, type, size } = file;
  if (inline.has(type) && bytes.length <= maxInline) {
    const contentUrl = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
    return { attachment: { contentType: type, contentUrl, name } };
  }
  if (address.channelId === teamsChannel && !isPublicAddress(address)) {
    const content = { description: '', sizeInBytes: size, acceptContext: { file: token }, declineContext: {} };
    return { attachment: { contentType: consentCard, name, content } };
  }
  return { line: `[${name.replace(/[[\]*]/g, ' ').trim()}](${linkBase}${token})` };
}

/** The card that shows a person a file now in their OneDrive. */
export function fileInfo(upload: { name: string; contentUrl: string; uniqueId: string; fileType: string }): Attachment {
  const { name, contentUrl, uniqueId, fileType } = upload;
  return { contentType: infoCard, name, contentUrl, content: { uniqueId, fileType } };
}
