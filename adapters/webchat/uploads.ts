import type { Request } from 'express';
import type { ConversationId } from '../../src/core/model/conversation.ts';
import type { FileStore } from '../../src/core/ports/files.ts';
import type { Limit } from '../../src/core/ports/limit.ts';
import { type FileType, fileRefOf, fileTypeOf, media } from '../../src/core/util/fileType.ts';
import { mediaKindOf, type TakenFiles } from '../../src/core/util/takeFile.ts';
import type { UploadSlot, UploadSlots } from '../../src/core/util/uploadSlots.ts';
import type { FileLinks } from './directline/fileLinks.ts';
import { Refusal } from './directline/refusal.ts';
import { type MultipartForm, maxFieldBytes, maxFiles, readPageForm, readUpload, type SentFile } from './multipart.ts';
import type { UploadSettings } from './settings.ts';

/** A conversation as its files need it. */
interface UploadPlace {
  /** Its id in the journal. */
  readonly conversation: ConversationId;
  /** The id that clients see. */
  readonly platformConversation: string;
}

/** A form that was sent from one of this server's own pages. */
export interface PageForm extends Omit<MultipartForm, 'activity'> {
  /**
   * Stores its files as those of a message, as long as the limits of address, conversation and disk allow.
   * @throws {CodedError} `input.invalid`: one is of a type that is not accepted
   */
  keep(place: UploadPlace, messageId: string): Promise<TakenFiles>;
}

/** What people send: read and kept under the same limits, whether a program or a page sends it. */
export interface Uploads {
  readonly limits: Pick<UploadSettings, 'bytes' | 'types'> & { readonly files: number };
  /** Reads an upload of Direct Line, and does `work` with it while it counts as one. */
  ofProgram<T>(request: Request, place: UploadPlace, work: (upload: MultipartForm) => Promise<T>): Promise<T>;
  /**
   * The same for a form. `conversation`: null where it is not known.
   * @throws {CodedError} `rate.limited`, `store.busy`, `input.slow`, `input.invalid`
   */
  ofPage<T>(request: Request, conversation: ConversationId | null, work: (form: PageForm) => Promise<T>): Promise<T>;
  /** Stores files as those of a message. @throws {Refusal} `input.invalid`: one is of a type that is not accepted */
  keep(files: readonly SentFile[], place: UploadPlace, messageId: string, address: string): Promise<TakenFiles>;
}

export interface UploadDeps {
  readonly files: FileStore;
  readonly links: Pick<FileLinks, 'id'>;
  /** Key for the address of a request. */
  readonly senderOf: (request: Request) => string;
  /** Bytes that one address may upload in a day. */
  readonly addressBytes: Limit;
  readonly slots: UploadSlots;
  readonly limits: UploadSettings;
}

export function createUploads({ files, links, senderOf, addressBytes, slots, limits }: UploadDeps): Uploads {
  async function inSlot<T>(
    request: Request,
    conversation: ConversationId | null,
    work: (slot: UploadSlot) => Promise<T>,
  ): Promise<T> {
    const slot = slots.enter([
      ...(conversation === null ? [] : [{ key: `conversation ${conversation}`, most: limits.perConversation }]),
      { key: `address ${senderOf(request)}`, most: limits.perAddress },
    ]);
    try {
      return await work(slot);
    } finally {
      slot.leave();
    }
  }

  /** Stores files one after the other, as long as the limits of address, conversation and disk allow. */
  const keep: Uploads['keep'] = async (sent, { conversation, platformConversation }, messageId, address) => {
    const offered = sent.map(({ name, bytes }, index) => ({
      name,
      bytes,
      type: typeOf(bytes, limits),
      id: links.id(platformConversation, messageId, index, bytes),
    }));
    const kept: TakenFiles['files'][number][] = [];
    const notKept: TakenFiles['notKept'][number][] = [];
    for (const { id, name, type, bytes } of offered) {
      const size = bytes.length;
      const { ok } = await addressBytes.allow(address, size);
      const outcome = ok ? await files.keep(conversation, id, bytes) : 'quota';
      if (outcome !== 'kept') await addressBytes.giveBack(address, size);
      if (outcome === 'kept' || outcome === 'known') kept.push(fileRefOf({ id, name, fallback: 'file', type, size }));
      else notKept.push({ what: mediaKindOf(media[type].type), why: outcome });
    }
    return { files: kept, notKept };
  };

  return {
    limits: { bytes: limits.bytes, types: limits.types, files: maxFiles },
    ofProgram: (request, { conversation }, work) =>
      inSlot(request, conversation, async (slot) => {
        const upload = await readUpload(request, limits.bytes, slot);
        slot.arrived();
        return work(upload);
      }),
    ofPage(request, conversation, work) {
      const use = ({ fields, files: sent, excess }: MultipartForm) =>
        work({ fields, files: sent, excess, keep: (place, id) => keep(sent, place, id, senderOf(request)) });
      // Without files it is as small as a form that takes no slot, and two of them may come at once.
      if (Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY) <= maxFieldBytes)
        return readPageForm(request, limits.bytes, null).then(use);
      return inSlot(request, conversation, async (slot) => {
        const form = await readPageForm(request, limits.bytes, slot);
        slot.arrived();
        return use(form);
      });
    },
    keep,
  };
}

function typeOf(bytes: Buffer, { types }: Pick<UploadSettings, 'types'>): FileType {
  const type = fileTypeOf(bytes);
  if (type !== null && types.includes(type)) return type;
  throw new Refusal(415, 'input.invalid', `Files of this type are not accepted. Send one of: ${types.join(', ')}.`);
}
