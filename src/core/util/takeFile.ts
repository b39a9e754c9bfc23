import type { ConversationId } from '../model/conversation.ts';
import type { FileRef, MediaKind, NotKept } from '../model/message.ts';
import type { FileStore } from '../ports/files.ts';
import { fileRefOf, fileTypeOf } from './fileType.ts';

/** A file of a message that is still on the platform. */
export interface OfferedFile {
  /** The same for every delivery of the message. */
  readonly id: string;
  /** Its sender's name for it; empty where it has none. */
  readonly name: string;
  /** Name without extension, for a file that has none. */
  readonly fallback: string;
  readonly what: MediaKind;
  /** Size in bytes according to the platform; null where it is unknown. */
  readonly size: number | null;
  /** Downloads the bytes. `too-large`: there are more than allowed; null: the platform does not deliver them. */
  fetch(): Promise<Uint8Array | 'too-large' | null>;
}

/** The outcome for the files of one message. */
export interface TakenFiles {
  readonly files: readonly FileRef[];
  readonly notKept: readonly NotKept[];
}

/**
 * Stores the files of a message, one after the other: each is kept, or reported with the reason why not.
 * @throws what a fetch throws when the message should be delivered again
 */
export async function takeFiles(
  offered: readonly OfferedFile[],
  { conversation, most, store }: { conversation: ConversationId; most: number; store: FileStore },
): Promise<TakenFiles> {
  const files: FileRef[] = [];
  const notKept: NotKept[] = [];
  for (const file of offered) {
    const taken = await takeFile(file, conversation, most, store);
    if (typeof taken === 'string') notKept.push({ what: file.what, why: taken });
    else files.push(taken);
  }
  return { files, notKept };
}

async function takeFile(
  { id, name, fallback, size, fetch }: OfferedFile,
  conversation: ConversationId,
  most: number,
  store: FileStore,
): Promise<FileRef | NotKept['why']> {
  if (size !== null && size > most) return 'too-large';
  const full = await store.spaceFor(conversation, size ?? 0);
  if (full !== null) return full;
  const bytes = await fetch();
  if (bytes === null) return 'failed';
  if (bytes === 'too-large' || bytes.length > most) return 'too-large';
  const type = fileTypeOf(bytes);
  if (type === null) return 'file-type';
  const outcome = await store.keep(conversation, id, bytes);
  return outcome === 'kept' || outcome === 'known'
    ? fileRefOf({ id, name, fallback, type, size: bytes.length })
    : outcome;
}

/** The everyday kind of a file, by the media type that its sender claims. */
export function mediaKindOf(claimed: string | null | undefined): MediaKind {
  const [kind] = (claimed ?? '').toLowerCase().split('/');
  return kind === 'image' ? 'photo' : kind === 'audio' || kind === 'video' ? kind : 'file';
}

/** The content of a message with files; `notKept` is present only where something was not kept. */
export function filesContent(taken: TakenFiles, text: string, album: string | null) {
  const { files, notKept } = taken;
  return {
    kind: 'files' as const,
    files,
    text,
    ...(notKept.length > 0 && { notKept }),
    ...(album !== null && { album }),
  };
}
