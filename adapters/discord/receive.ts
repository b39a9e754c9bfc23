import { GatewayDispatchEvents, type GatewayDispatchPayload } from 'discord.js';
import { takeFiles } from '../../src/core/util/takeFile.ts';
import { type ChatRef, createChatRefs } from './chatRef.ts';
import { offersOf } from './files.ts';
import { isFor, isFromPerson, type Message, saysSomething, toEdit, toInbound } from './inbound.ts';
import { createInteractions } from './interactions.ts';
import type { ReceiveDeps } from './self.ts';
import { onStaffMessage } from './staffInbox.ts';
import { showTyping } from './typing.ts';
import { createWorkQueue } from './workQueue.ts';

/** Handles gateway events. An event counts as handled once its result is durable. */
interface Receiver {
  take(event: GatewayDispatchPayload): void;
  /** Accepts nothing more; resolves when work in progress is done. Work waiting for a retry is abandoned. */
  close(): Promise<void>;
}

export function createReceiver(deps: ReceiveDeps): Receiver {
  const { self, api, resumeState, channel } = deps;
  const work = createWorkQueue({ held: deps.held, log: channel.log });
  const chatRefs = createChatRefs(api, self.bot);
  const interactions = createInteractions({ ...deps, work });

  /** Whether a message was written in the staff channel: none of it is ever a citizen's. */
  async function isOfStaff({ guild_id, channel_id }: Message): Promise<boolean> {
    const { staff } = self.settings;
    return staff !== undefined && guild_id !== undefined && chatRefs.isIn(channel_id, staff.channel);
  }

  async function takeInServer(message: Message): Promise<void> {
    if (await isOfStaff(message)) {
      await onStaffMessage(channel, deps, message);
      const { channel_id, id, guild_id: server = null } = message;
      resumeState.saw({ sealed: null, channel: channel_id, message: id, server });
    } else if (concerns(message)) await takeMessage(message);
    else resumeState.missed.passed(message.channel_id, message.id);
  }

  function onMessage(message: Message, handled: () => void): void {
    if (self.settings.staff !== undefined && message.guild_id !== undefined && isFromPerson(message)) {
      return work.run(keyOf(message), () => takeInServer(message), handled);
    }
    if (!concerns(message)) {
      resumeState.missed.passed(message.channel_id, message.id);
      handled();
      return;
    }
    work.run(keyOf(message), () => takeMessage(message), handled);
  }

  /** Whether a message may be for the bot; for threads that the bot opened this is checked later. */
  function concerns(message: Message): boolean {
    if (!isFromPerson(message)) return false;
    if (message.guild_id === undefined) return true;
    return saysSomething(message) && (isFor(message, self.bot) || self.settings.readThreads);
  }

  async function isForUs(message: Message): Promise<boolean> {
    if (message.guild_id === undefined || isFor(message, self.bot)) return true;
    return chatRefs.isOwnThread(message.channel_id, message.author.id);
  }

  async function takeMessage(message: Message): Promise<void> {
    if (!(await isForUs(message))) return;
    const account = self.account();
    const chatRef = directChatRef(message) ?? (await chatRefs.chatRefOf(message, account.name));
    showTyping(api, chatRef.channel);
    const conversation = channel.conversationId(account.tenant, account.id, chatRef.platformConversation);
    const maxBytes = self.settings.fileBytes;
    const offers = offersOf(message, conversation, { secret: channel.secret, maxBytes });
    const taken = await takeFiles(offers, { conversation, most: maxBytes, store: channel.files });
    await channel.receive({ account, ...deliveryAt(chatRef, message), inbound: toInbound(message, taken) });
    const server = message.guild_id ?? null;
    const sealed = server === null ? { conversation, name: `chat.${message.id}` } : null;
    for (const at of new Set([message.channel_id, chatRef.channel])) {
      resumeState.saw({ sealed, channel: at, message: message.id, server });
    }
  }

  function onEdit(message: Message, handled: () => void): void {
    const inbound = concerns(message) ? toEdit(message) : null;
    if (inbound === null) return handled();
    work.run(
      keyOf(message),
      async () => {
        if ((await isOfStaff(message)) || !(await isForUs(message))) return;
        const chatRef = directChatRef(message) ?? (await chatRefs.chatRefOfEdit(message));
        await channel.receive({ account: self.account(), ...deliveryAt(chatRef, message), inbound });
      },
      handled,
    );
  }

  function onNewSession(): void {
    void resumeState.save();
    void catchUp();
  }

  async function catchUp(): Promise<void> {
    for await (const message of resumeState.missed.find(api, channel.log)) onMessage(message, () => {});
  }

  return {
    take(event) {
      if (work.ended()) return;
      const handled = resumeState.sessions.arrived(event.s);
      if (handled === null) return;
      if (event.t === GatewayDispatchEvents.MessageCreate) onMessage(event.d, handled);
      else if (event.t === GatewayDispatchEvents.MessageUpdate) onEdit(event.d, handled);
      else if (event.t === GatewayDispatchEvents.InteractionCreate) interactions.take(event.d, handled);
      else {
        handled();
        // A new session: Discord does not replay what happened since the last one.
        if (event.t === GatewayDispatchEvents.Ready) onNewSession();
      }
    },
    close: work.end,
  };
}

/** A person's direct message channel; null in a server. */
function directChatRef({ channel_id: channel, guild_id }: Message): ChatRef | null {
  return guild_id === undefined ? { platformConversation: channel, channel, parent: null, replyTo: null } : null;
}

function deliveryAt(chatRef: ChatRef, { guild_id, author }: Message) {
  return {
    platformConversation: chatRef.platformConversation,
    surface: guild_id === undefined ? ('private' as const) : ('public' as const),
    person: author.id,
    address: { channel: chatRef.channel, parent: chatRef.parent, replyTo: chatRef.replyTo, interaction: null },
  };
}

function keyOf({ channel_id, author }: Message): string {
  return `${channel_id}/${author.id}`;
}
