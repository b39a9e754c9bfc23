import type { Attachment } from 'botbuilder';
import type { FileRef } from '../../src/core/model/message.ts';
import { teamsChannel } from './activity.ts';
import { isPublicAddress, type TeamsAddress } from './address.ts';

/** A file of a message on its way out. */
export interface OpenedFile {
  readonly file: FileRef;
  readonly bytes: Uint8Array;
  /** Under which the channel will know it again; see `FileLinks`. */
  readonly token: string;
}

/** What goes into a message for a file: an attachment, or a line of light Markdown. */
export type SentFile = { readonly attachment: Attachment } | { readonly line: string };

/** Largest picture that Teams shows inside a message, bytes. */
const maxInline = 1_000_000;
const inline = new Set(['image/png', 'image/jpeg', 'image/gif']);

const consentCard = 'application/vnd.microsoft.teams.card.file.consent';
const infoCard = 'application/vnd.microsoft.teams.card.file.info';

/**
 * How a file travels: pictures inside the message; other files into the person's OneDrive, once they agree, where Teams
 * offers that; elsewhere as a link that is good for two weeks.
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

/** What tells a person that a file is now in their OneDrive. */
export function fileInfo(upload: { name: string; contentUrl: string; uniqueId: string; fileType: string }): Attachment {
  const { name, contentUrl, uniqueId, fileType } = upload;
  return { contentType: infoCard, name, contentUrl, content: { uniqueId, fileType } };
}
