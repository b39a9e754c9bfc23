import type { ConversationId } from '../model/conversation.ts';
import type { FileRef, MediaKind, NotKept } from '../model/message.ts';
import type { AttachmentStore } from '../ports/files.ts';
import { fileRefOf, fileTypeOf } from './fileType.ts';

/** A file of a message that is still at the platform. */
export interface OfferedFile {
  /** The same for every delivery of the message. */
  readonly id: string;
  /** As its sender calls it; empty where it has no name. */
  readonly name: string;
  /** Its name without an ending, where it has none. */
  readonly fallback: string;
  readonly what: MediaKind;
  /** Bytes as the platform says; null where it does not. */
  readonly size: number | null;
  /** Gets the bytes. `too-large`: there are more than may be had; null: the platform does not give them. */
  fetch(): Promise<Uint8Array | 'too-large' | null>;
}

/** What became of the files of one message. */
export interface TakenFiles {
  readonly files: readonly FileRef[];
  readonly notKept: readonly NotKept[];
}

/**
 * Takes the files that a message offers, one after the other: each is kept, or named with the reason why it is not.
 * @throws what a fetch throws when the message is to come again
 */
export async function takeFiles(
  offered: readonly OfferedFile[],
  {
    conversation,
    most,
    attachmentStore,
  }: { conversation: ConversationId; most: number; attachmentStore: AttachmentStore },
): Promise<TakenFiles> {
  const files: FileRef[] = [];
  const notKept: NotKept[] = [];
  for (const file of offered) {
    const taken = await takeFile(file, conversation, most, attachmentStore);
    if (typeof taken === 'string') notKept.push({ what: file.what, why: taken });
    else files.push(taken);
  }
  return { files, notKept };
}

async function takeFile(
  { id, name, fallback, size, fetch }: OfferedFile,
  conversation: ConversationId,
  most: number,
  attachmentStore: AttachmentStore,
): Promise<FileRef | NotKept['why']> {
  if (size !== null && size > most) return 'too-large';
  const full = await attachmentStore.roomFor(conversation, size ?? 0);
  if (full !== null) return full;
  const bytes = await fetch();
  if (bytes === null) return 'failed';
  if (bytes === 'too-large' || bytes.length > most) return 'too-large';
  const type = fileTypeOf(bytes);
  if (type === null) return 'file-type';
  const outcome = await attachmentStore.keep(conversation, id, bytes);
  return outcome === 'kept' || outcome === 'known'
    ? fileRefOf({ id, name, fallback, type, size: bytes.length })
    : outcome;
}

/** What people call a file of a media type that its sender claims. */
export function mediaKindOf(claimed: string | null | undefined): MediaKind {
  const [kind] = (claimed ?? '').toLowerCase().split('/');
  return kind === 'image' ? 'photo' : kind === 'audio' || kind === 'video' ? kind : 'file';
}

/** The content of a message with files; what was not kept is named only where there is something. */
export function filesContent(taken: TakenFiles, text: string, album: string | null) {
  const { files, notKept } = taken;
  return {
    ...{ kind: 'files' as const, files, text },
    ...(notKept.length > 0 && { notKept }),
    ...(album !== null && { album }),
  };
}
