import type { Request } from 'express';
import type { ConversationId } from '../../../core/model/conversation.ts';
import type { FileType } from '../../../core/util/fileType.ts';
import type { TakenFiles } from '../../../core/util/takeFile.ts';

/** A form with files as it was sent. */
export interface UploadedForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** There are more bytes or files than one message may have: no file is here. Null: there are not. */
  readonly excess: 'bytes' | 'files' | null;
  /**
   * Stores its files as those of a message; what no limit allows is reported with the reason.
   * @throws {CodedError} `input.invalid`: one is of a type that is not accepted
   */
  keep(
    place: { readonly conversation: ConversationId; readonly platformConversation: string },
    messageId: string,
  ): Promise<TakenFiles>;
}

/** What people send with forms, under the limits of the web chat. */
export interface FormUploads {
  /** Of one message: most bytes together, most files, and their types. */
  readonly limits: { readonly bytes: number; readonly files: number; readonly types: readonly FileType[] };
  /**
   * Reads a form, and does `work` with it while it counts as an upload. `conversation`: null where it is not known.
   * @throws {CodedError} `rate.limited`, `store.busy`, `input.slow`, `input.invalid`
   */
  ofPage<T>(
    request: Request,
    conversation: ConversationId | null,
    work: (form: UploadedForm) => Promise<T>,
  ): Promise<T>;
}
