import type { Update } from 'telegraf/types';
import { codeOf } from '../../src/core/errors.ts';
import type { InboundContent } from '../../src/core/message.ts';
import type { ChannelParts } from '../adapter.ts';
import { chosenData, readData } from './choices.ts';
import { fetchFile } from './files.ts';
import { chatOf, type Incoming, type Pressed, readUpdate } from './inbound.ts';
import { type Opened, unimportant } from './opened.ts';
import { hearStaff, isOfStaff } from './staffInbox.ts';
import { showTyping } from './typing.ts';

/** Takes one update of an account; resolves once what it says is durable. `signal`: the account is being closed. */
export type Take = (opened: Opened, update: Update, signal: AbortSignal) => Promise<void>;

export type ReceiveParts = Pick<
  ChannelParts,
  'receive' | 'hearStaff' | 'conversationId' | 'files' | 'secret' | 'clock' | 'log'
>;

/** Makes the way of updates into the engine, however they arrive. */
export function createTake(parts: ReceiveParts): Take {
  return async (opened, update, signal) => {
    if (isOfStaff(opened, update)) return hearStaff(parts, opened, update, signal);
    const incoming = understand(parts, opened, update);
    if (incoming === null) return;
    if (incoming.content.kind === 'pressed') stopSpinning(opened, incoming.content);
    const content = await resolve(parts, opened, incoming, signal);
    if (content === null) return;
    showTyping(opened, incoming.address);
    const { platformConversation, surface, person, address, id, localeHint } = incoming;
    const inbound = { id, content, localeHint };
    await parts.receive({ account: opened.account(), platformConversation, surface, person, address, inbound });
    if (incoming.content.kind === 'pressed') showChosen(opened, incoming, incoming.content);
  };
}

/**
 * Takes updates in the order of each chat, chats at the same time. Resolves to the first id that was not taken (all
 * before it are durable) and why it was not. What comes behind a failure in its chat waits for it.
 */
export async function takeInOrder(
  updates: readonly Update[],
  take: (update: Update) => Promise<void>,
  signal: AbortSignal,
): Promise<{ next: number; error: unknown }> {
  const left = new Set(updates.map(({ update_id }) => update_id));
  let error: unknown = null;
  const takeChat = async (own: readonly Update[]) => {
    for (const update of own) {
      if (signal.aborted) return;
      await take(update);
      left.delete(update.update_id);
    }
  };
  const chats = [...Map.groupBy(updates, chatOf).values()];
  for (const result of await Promise.allSettled(chats.map(takeChat)))
    if (result.status === 'rejected') error ??= result.reason;
  const last = updates.at(-1)?.update_id ?? 0;
  return { next: updates.find(({ update_id }) => left.has(update_id))?.update_id ?? last + 1, error };
}

/** An update that cannot be read would come again for ever: it is dropped. */
function understand({ log }: ReceiveParts, { account, bot }: Opened, update: Update): Incoming | null {
  try {
    return readUpdate(update, bot);
  } catch (error) {
    log.error({ account: account().id, code: codeOf(error), error }, 'an update of Telegram could not be read');
    return null;
  }
}

/** What a message holds once its file was fetched and its button looked up; null when there is nothing to say. */
async function resolve(
  parts: ReceiveParts,
  { account, api, settings }: Opened,
  { content, platformConversation, address, id }: Incoming,
  signal: AbortSignal,
): Promise<InboundContent | null> {
  const { tenant, id: name } = account();
  const conversation = parts.conversationId(tenant, name, platformConversation);
  if (content.kind === 'attached') {
    const { secret } = parts;
    const means = { api, most: settings.fileBytes, secret, signal };
    const file = await fetchFile(means, content.file, `${address.chat}/${id}`);
    if (file !== null) await parts.files.seal(conversation, file.ref.id, file.bytes);
    return { kind: 'files', files: file === null ? [] : [file.ref], text: content.text };
  }
  if (content.kind !== 'pressed') return content;
  const read = readData(content.data);
  const value = read === null || 'value' in read ? read?.value : await sealedText(parts, conversation, read.sealedAs);
  if (value) return { kind: 'choice', value, text: content.label };
  // Erased meanwhile, or another person's choice: the words on the button may still tell what is meant.
  return content.label === '' || read === null ? null : { kind: 'text', text: content.label };
}

async function sealedText({ files }: ReceiveParts, conversation: string, id: string): Promise<string | null> {
  const bytes = await files.open(conversation, id);
  return bytes && new TextDecoder().decode(bytes);
}

function stopSpinning({ api, background }: Opened, { query }: Pressed): void {
  background.run((signal) => api.call('answerCallbackQuery', { callback_query_id: query }, signal), unimportant);
}

/** Leaves of the buttons the one that was chosen, so that the chat can be read later, and nothing is pressed twice. */
function showChosen({ api, background }: Opened, { address }: Incoming, { message, label }: Pressed): void {
  if (message === null) return;
  const inline_keyboard = label === '' ? [] : [[{ text: `✓ ${label}`, callback_data: chosenData }]];
  const change = { chat_id: address.chat, message_id: message, reply_markup: { inline_keyboard } };
  background.run((signal) => api.call('editMessageReplyMarkup', change, signal), unimportant);
}
