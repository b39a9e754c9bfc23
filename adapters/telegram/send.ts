import { AccountOff, PlatformRefused } from '../../src/core/model/errors.ts';
import type { Rendered } from '../../src/core/model/message.ts';
import type { Sending } from '../../src/core/ports/adapter.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { FileStore, NoteStore } from '../../src/core/ports/files.ts';
import { createLruCache } from '../../src/core/util/lruCache.ts';
import type { TelegramAccount } from './account.ts';
import { readAddress } from './address.ts';
import { dataOf } from './choices.ts';
import { asOpeningError, asSendingError, CallFailure } from './errors.ts';
import {
  keyboardOf,
  piecesOf,
  plainTextFieldsOf,
  type SendFormat,
  type TelegramPiece,
  targetOf,
  textFieldsOf,
} from './outbound.ts';

/** Most bytes that a bot may send as a file, and as a picture. */
const fileBytes = 50 * 1024 * 1024;
const pictureBytes = 10 * 1024 * 1024;
const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'];

export interface SendDeps {
  readonly find: (tenant: string, account: string) => TelegramAccount | null;
  readonly files: FileStore;
  readonly notes: NoteStore;
  readonly secret: Uint8Array;
  readonly clock: Clock;
}

/** Creates the function that sends a message; see `Send`. */
export function createSend(deps: SendDeps): (sending: Sending) => Promise<{ platformId: string | null }> {
  // Parts already sent of a message with several; a retry in this process continues after them.
  const progress = createLruCache<string, number>(1_000);

  return async (sending) => {
    const { account, message, idempotencyKey } = sending;
    const opened = deps.find(account.tenant, account.id);
    if (opened === null) throw new AccountOff();
    try {
      await sealLongChoices(deps, sending);
      const files = await openFiles(deps, sending);
      const all = piecesOf({ text: message.text, files: message.files.filter(({ id }) => files.has(id)) });
      let id: number | null = null;
      let format: SendFormat = { address: readAddress(sending.address), plain: false, picture: true };
      for (let index = progress.get(idempotencyKey) ?? 0; index < all.length; index++) {
        const part = all[index] as TelegramPiece;
        const attempt = (way: SendFormat) => sendPart(deps, opened, sending, part, files, way);
        ({ id, format } = await plainer(attempt, format));
        if (index + 1 < all.length) progress.set(idempotencyKey, index + 1);
      }
      return { platformId: id === null ? null : String(id) };
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      if (error.status === 401) opened.failed(asOpeningError(error));
      throw asSendingError(error, deps.clock());
    }
  };
}

/** Sends a part; if the platform refuses its format, sends it in a plainer one. */
async function plainer(
  attempt: (format: SendFormat) => Promise<number>,
  first: SendFormat,
): Promise<{ id: number; format: SendFormat }> {
  let format = first;
  for (;;) {
    try {
      return { id: await attempt(format), format };
    } catch (error) {
      const other = error instanceof CallFailure ? formatAfter(error, format) : null;
      if (other === null) throw error;
      format = other;
    }
  }
}

/** The format to try after a refusal; null when there is none. */
function formatAfter(failure: CallFailure, format: SendFormat): SendFormat | null {
  const { migratedTo: chat } = failure;
  if (chat !== null && chat !== format.address.chat)
    return { ...format, address: { chat, thread: null, replyTo: null } };
  if (failure.status !== 400) return null;
  // The topic was deleted: the group still exists.
  if (format.address.thread !== null && failure.says(/thread[ _]not[ _]found|TOPIC_DELETED|TOPIC_ID_INVALID/i))
    return { ...format, address: { ...format.address, thread: null } };
  if (!format.plain && failure.says(/can't parse entities/i)) return { ...format, plain: true };
  if (format.picture && failure.says(/PHOTO|IMAGE_PROCESS|dimensions/i)) return { ...format, picture: false };
  return null;
}

async function sendPart(
  deps: SendDeps,
  { api }: TelegramAccount,
  { message, signal }: Sending,
  { text, file, last }: TelegramPiece,
  files: ReadonlyMap<string, Uint8Array>,
  { address, plain, picture }: SendFormat,
): Promise<number> {
  const target = targetOf(address);
  const keyboard = last ? keyboardOf(message, deps.secret) : null;
  const markup = keyboard && { reply_markup: keyboard };
  const textFields = plain ? plainTextFieldsOf(text, message.markup) : textFieldsOf(text, message.markup);
  if (file === null) {
    const plain = { link_preview_options: { is_disabled: true } };
    return (await api.call('sendMessage', { ...target, ...textFields, ...markup, ...plain }, signal)).message_id;
  }
  const { text: caption, ...mode } = textFields;
  const bytes = files.get(file.id) ?? new Uint8Array();
  const upload = { source: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), filename: nameOf(file.name) };
  // The library serialises only the form objects that it knows, and this is not one of them.
  const reply: object = target.reply_parameters ? { reply_parameters: JSON.stringify(target.reply_parameters) } : {};
  const rest = { ...target, ...reply, caption, ...mode, ...markup };
  const asPicture = picture && pictureTypes.includes(file.type) && bytes.byteLength <= pictureBytes;
  const sent = asPicture
    ? await api.call('sendPhoto', { ...rest, photo: upload }, signal)
    : await api.call('sendDocument', { ...rest, document: upload }, signal);
  return sent.message_id;
}

/** Values too long for a button must be stored before it can be pressed. */
async function sealLongChoices({ notes, secret }: SendDeps, { conversation, message }: Sending): Promise<void> {
  for (const { value } of message.choices) {
    const { sealAs } = dataOf(value, secret);
    if (sealAs !== null) await notes.seal(conversation, sealAs, new TextEncoder().encode(value));
  }
}

/** The bytes of a message's files by id; erased files are left out. */
async function openFiles(
  { files }: SendDeps,
  { conversation, message }: Sending,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const opened = new Map<string, Uint8Array>();
  for (const { id } of message.files) {
    const bytes = await files.open(conversation, id);
    if (bytes === null) continue;
    if (bytes.byteLength > fileBytes)
      throw new PlatformRefused('Telegram accepts no files above 50 MB. Send a link instead.', { retryAt: null });
    opened.set(id, bytes);
  }
  return opened;
}

/** The library writes the name into a header unescaped. */
function nameOf(name: Rendered['files'][number]['name']): string {
  return name.replace(/["\\\p{Cc}]/gu, '_');
}
