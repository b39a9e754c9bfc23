import type { Update } from 'telegraf/types';
import { codeOf } from '../../src/core/model/errors.ts';
import type { InboundContent } from '../../src/core/model/message.ts';
import { filesContent, takeFiles } from '../../src/core/util/takeFile.ts';
import type { ChannelDeps } from '../adapter.ts';
import { type TelegramAccount, unimportant } from './account.ts';
import { chosenData, readData } from './choices.ts';
import { albumName, offersOf } from './files.ts';
import { chatOf, type Incoming, type Pressed, readUpdate } from './inbound.ts';
import { isOfStaff, onStaffMessage } from './staffInbox.ts';
import { showTyping } from './typing.ts';

/**
 * Takes one update of an account, or those of one album; resolves once their content is durable. `signal` is aborted
 * when the account closes.
 */
export type Take = (
  opened: TelegramAccount,
  updates: readonly [Update, ...Update[]],
  signal: AbortSignal,
) => Promise<void>;

export type ReceiveDeps = Pick<
  ChannelDeps,
  'receive' | 'onStaffMessage' | 'conversationId' | 'files' | 'notes' | 'secret' | 'clock' | 'log'
>;

/** Creates the function that passes updates to the engine, whether polled or pushed. */
export function createTake(deps: ReceiveDeps): Take {
  return async (opened, updates, signal) => {
    const [first] = updates;
    if (isOfStaff(opened, first)) {
      for (const update of updates) await onStaffMessage(deps, opened, update, signal);
      return;
    }
    const incoming = asOne(updates.flatMap((update) => understand(deps, opened, update) ?? []));
    if (incoming === null) return;
    if (incoming.content.kind === 'pressed') stopSpinning(opened, incoming.content);
    const content = await resolve(deps, opened, incoming, signal);
    if (content === null) return;
    showTyping(opened, incoming.address);
    const { platformConversation, surface, person, address, id, localeHint } = incoming;
    const inbound = { id, content, localeHint };
    await deps.receive({ account: opened.account(), platformConversation, surface, person, address, inbound });
    if (incoming.content.kind === 'pressed') showChosen(opened, incoming, incoming.content);
  };
}

/** Merges an album: what a person sent at once is one message. */
function asOne([first, ...others]: readonly Incoming[]): Incoming | null {
  if (first === undefined) return null;
  if (others.length === 0 || first.content.kind !== 'attached') return first;
  const all = [first, ...others].flatMap(({ content }) => (content.kind === 'attached' ? [content] : []));
  const text = all
    .map((content) => content.text)
    .filter((text) => text !== '')
    .join('\n');
  return {
    ...first,
    // If a redelivery is grouped differently, it becomes another message: nothing is lost, and nothing is answered
    // twice.
    id: [first, ...others].map(({ id }) => id).join('.'),
    content: { ...first.content, text, files: all.flatMap(({ files }) => files) },
  };
}

/** Updates of one chat, with albums grouped. */
function withAlbums(updates: readonly Update[]): readonly (readonly [Update, ...Update[]])[] {
  const groups: [Update, ...Update[]][] = [];
  let last: string | null = null;
  for (const update of updates) {
    const album = albumIn(update);
    if (album !== null && album === last) groups.at(-1)?.push(update);
    else groups.push([update]);
    last = album;
  }
  return groups;
}

function albumIn(update: Update): string | null {
  const message = 'message' in update ? update.message : undefined;
  return (message && 'media_group_id' in message && message.media_group_id) || null;
}

/**
 * Takes updates in order within each chat, and several chats at once. Resolves to the first id that was not taken (all
 * before it are durable) and the reason. After a failure, the later updates of its chat wait.
 */
export async function takeInOrder(
  updates: readonly Update[],
  take: (updates: readonly [Update, ...Update[]]) => Promise<void>,
  signal: AbortSignal,
): Promise<{ next: number; error: unknown }> {
  const left = new Set(updates.map(({ update_id }) => update_id));
  let error: unknown = null;
  const takeChat = async (own: readonly Update[]) => {
    for (const together of withAlbums(own)) {
      if (signal.aborted) return;
      await take(together);
      for (const { update_id } of together) left.delete(update_id);
    }
  };
  const chats = [...Map.groupBy(updates, chatOf).values()];
  for (const result of await Promise.allSettled(chats.map(takeChat)))
    if (result.status === 'rejected') error ??= result.reason;
  const last = updates.at(-1)?.update_id ?? 0;
  return { next: updates.find(({ update_id }) => left.has(update_id))?.update_id ?? last + 1, error };
}

/** An unreadable update would be redelivered for ever, so it is dropped. */
function understand({ log }: ReceiveDeps, { account, bot }: TelegramAccount, update: Update): Incoming | null {
  try {
    return readUpdate(update, bot);
  } catch (error) {
    log.error({ account: account().id, code: codeOf(error), error }, 'a Telegram update could not be read');
    return null;
  }
}

/** Content of a message, with its file downloaded and its button's value looked up; null when there is none. */
async function resolve(
  deps: ReceiveDeps,
  { account, api, settings }: TelegramAccount,
  { content, platformConversation, address }: Incoming,
  signal: AbortSignal,
): Promise<InboundContent | null> {
  const { tenant, id: name } = account();
  const conversation = deps.conversationId(tenant, name, platformConversation);
  if (content.kind === 'attached') {
    const { secret } = deps;
    const maxBytes = settings.fileBytes;
    const offers = offersOf(content.files, address.chat, { api, maxBytes, secret, signal });
    const taken = await takeFiles(offers, { conversation, most: maxBytes, store: deps.files });
    return filesContent(taken, content.text, albumName(secret, address.chat, content.album));
  }
  if (content.kind !== 'pressed') return content;
  const read = readData(content.data);
  const value = read === null || 'value' in read ? read?.value : await sealedText(deps, conversation, read.sealedAs);
  if (value) return { kind: 'choice', value, text: content.label };
  // The value is erased, or belongs to another person's choice: the button's label may still identify it.
  return content.label === '' || read === null ? null : { kind: 'text', text: content.label };
}

async function sealedText({ notes }: ReceiveDeps, conversation: string, id: string): Promise<string | null> {
  const bytes = await notes.open(conversation, id);
  return bytes && new TextDecoder().decode(bytes);
}

function stopSpinning({ api, background }: TelegramAccount, { query }: Pressed): void {
  background.run((signal) => api.call('answerCallbackQuery', { callback_query_id: query }, signal), unimportant);
}

/** Keeps only the chosen button, so that the chat stays readable and nothing is pressed twice. */
function showChosen({ api, background }: TelegramAccount, { address }: Incoming, { message, label }: Pressed): void {
  if (message === null) return;
  const inline_keyboard = label === '' ? [] : [[{ text: `✓ ${label}`, callback_data: chosenData }]];
  const change = { chat_id: address.chat, message_id: message, reply_markup: { inline_keyboard } };
  background.run((signal) => api.call('editMessageReplyMarkup', change, signal), unimportant);
}
