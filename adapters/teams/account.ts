import type { IncomingMessage } from 'node:http';
import type { InvokeResponse } from 'botbuilder';
import { AccountOff, CodedError, PlatformRefused } from '../../src/core/model/errors.ts';
import type { AnnouncementChannel, Sending } from '../../src/core/ports/adapter.ts';
import type { StaffInboxChannel } from '../../src/core/ports/staffInbox.ts';
import { filesContent } from '../../src/core/util/takeFile.ts';
import type { AccountToOpen, ChannelDeps } from '../adapter.ts';
import type { ReadActivity } from './activity.ts';
import { readAddress, type TeamsAddress } from './address.ts';
import { createAnnouncementChannel } from './announcementChannel.ts';
import type { FrameworkBot } from './bot.ts';
import { cardType, chosenCard } from './card.ts';
import type { Cloud } from './cloud.ts';
import { followConsent } from './consent.ts';
import type { FileLinks } from './fileLinks.ts';
import { keepFiles, type OpenedFile, sendFile } from './files.ts';
import { type Understood, understandActivity } from './inbound.ts';
import { isFromThisMachine, isLoopbackUrl } from './loopback.ts';
import { activityOf } from './outbound.ts';
import { filesPath } from './paths.ts';
import type { TeamsSettings } from './settings.ts';
import { createStaffInboxChannel, onStaffMessage } from './staffInbox.ts';
import { isOfStaff } from './staffMessage.ts';
import { createStaffPosts } from './staffPosts.ts';
import type { TokenSource } from './token.ts';

/** An open account. */
export interface TeamsAccount {
  readonly settings: TeamsSettings;
  /** Handles one activity; resolves to the response once the result is durable. */
  take(activity: ReadActivity, request: IncomingMessage & { readonly body?: unknown }): Promise<InvokeResponse>;
  send(sending: Sending): Promise<{ platformId: string | null }>;
  showTyping(address: unknown): Promise<void>;
  /** The staff channel; null where the settings name none. */
  readonly staffInboxChannel: StaffInboxChannel | null;
  /** The channel in which it announces things; null likewise. */
  readonly announcementChannel: AnnouncementChannel | null;
  /** Accepts nothing more; resolves when work in progress is done. */
  close(): Promise<void>;
}

/** Timeout of the typing indicator, milliseconds: a later one would only confuse. */
const typingTimeoutMs = 5_000;

export function createAccount(deps: {
  opened: AccountToOpen;
  settings: TeamsSettings;
  bot: FrameworkBot;
  tokens: TokenSource | null;
  channel: Pick<
    ChannelDeps,
    'receive' | 'onStaffMessage' | 'conversationId' | 'files' | 'notes' | 'publicUrl' | 'secret'
  >;
  links: FileLinks;
  cloud: Cloud;
}): TeamsAccount {
  const { opened, settings, bot, channel, links, cloud } = deps;
  const staff = settings.identity === 'none' ? undefined : settings.staff;
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  const conversationId = (platformConversation: string) => {
    const { tenant, id } = opened.account();
    return channel.conversationId(tenant, id, platformConversation);
  };

  async function showTyping(address: TeamsAddress): Promise<void> {
    // In a channel a typing indicator would appear as a message.
    if (address.conversation.conversationType === 'channel') return;
    await bot.say(address, { type: 'typing' }, AbortSignal.timeout(typingTimeoutMs)).catch(() => {});
  }

  async function deliver(
    { delivery, files, pressed }: Extract<Understood, { kind: 'delivery' }>,
    serviceUrl: string,
  ): Promise<InvokeResponse> {
    const { inbound } = delivery;
    const address = readAddress(delivery.address);
    if (address && inbound.content.kind !== 'start') void showTyping(address);
    const taken =
      files.length === 0
        ? null
        : await keepFiles({
            attachments: files,
            conversation: conversationId(delivery.platformConversation),
            id: inbound.id,
            serviceUrl,
            tokens: deps.tokens,
            files: channel.files,
            maxBytes: settings.fileBytes,
            cloud,
            secret: channel.secret,
          });
    const content =
      taken !== null && inbound.content.kind === 'files'
        ? filesContent(taken, inbound.content.text, null)
        : inbound.content;
    await channel.receive({ ...delivery, inbound: { ...inbound, content }, account: opened.account() });
    if (pressed === null) return { status: 200 };
    return { status: 200, body: { statusCode: 200, type: cardType, value: chosenCard(pressed.said, pressed.label) } };
  }

  async function perform(activity: ReadActivity): Promise<InvokeResponse> {
    if (staff && isOfStaff(activity, staff.channel)) {
      return onStaffMessage(channel, { opened, bot, channel: staff.channel }, activity);
    }
    const understood = understandActivity(activity);
    switch (understood.kind) {
      case 'delivery':
        return deliver(understood, activity.serviceUrl);
      case 'consent':
        return followConsent({
          value: understood.value,
          account: opened.account().id,
          conversation: conversationId(understood.platformConversation),
          address: understood.address,
          question: activity.replyToId ?? null,
          bot,
          files: channel.files,
          links,
          cloud,
        });
      case 'unknown':
        return { status: 501 };
      case 'nothing':
        return { status: 200 };
    }
  }

  async function take(activity: ReadActivity, request: IncomingMessage & { readonly body?: unknown }) {
    if (settings.identity === 'none') guardUnsigned(activity, request);
    return bot.take(request.headers.authorization ?? '', request.body, () => perform(activity));
  }

  async function openFiles({ message, conversation }: Sending): Promise<readonly OpenedFile[]> {
    const account = opened.account().id;
    const found = await Promise.all(
      message.files.map(async (file) => {
        const bytes = await channel.files.open(conversation, file.id);
        return bytes && { file, bytes, token: links.issue({ account, conversation, file: file.id }) };
      }),
    );
    // Files erased meanwhile are not sent.
    return found.filter((file) => file !== null);
  }

  function staffInboxChannelOf(): StaffInboxChannel | null {
    if (settings.identity === 'none' || settings.staff === undefined) return null;
    const { appId, directoryId } = settings;
    const posts = createStaffPosts(channel.notes, conversationId('(staff)'));
    const inboxChannel = createStaffInboxChannel({
      appId,
      directoryId,
      bot,
      posts,
      channel: settings.staff.channel,
      serviceUrl: cloud.service,
    });
    return {
      open: (title, signal) => speaking(() => inboxChannel.open(title, signal)),
      post: (thread, text, signal) => speaking(() => inboxChannel.post(thread, text, signal)),
      setStatus: inboxChannel.setStatus,
      remove: (thread, signal) => speaking(() => inboxChannel.remove(thread, signal)),
    };
  }

  function announcementChannelOf(): AnnouncementChannel | null {
    if (settings.identity === 'none' || settings.announce === undefined) return null;
    const { appId, directoryId, announce } = settings;
    const place = createAnnouncementChannel({
      appId,
      directoryId,
      bot,
      channel: announce.channel,
      serviceUrl: cloud.service,
    });
    return {
      ...place,
      post: (post) => speaking(() => place.post(post)),
      edit: (message, post) => speaking(() => place.edit(message, post)),
      remove: (message, signal) => speaking(() => place.remove(message, signal)),
    };
  }

  /** Sends an activity; if the identity is no longer accepted, the account is shown as failing. */
  async function speaking<T>(work: () => Promise<T>): Promise<T> {
    if (closed) throw new AccountOff();
    try {
      return await work();
    } catch (error) {
      if (error instanceof AccountOff) opened.failed(notAccepted());
      throw error;
    }
  }

  return {
    settings,
    staffInboxChannel: staffInboxChannelOf(),
    announcementChannel: announcementChannelOf(),
    async take(activity, request) {
      if (closed) throw new AccountOff();
      const work = take(activity, request);
      underWay.add(work);
      try {
        return await work;
      } finally {
        underWay.delete(work);
      }
    },
    async send(sending) {
      if (closed) throw new AccountOff();
      const address = readAddress(sending.address);
      if (address === null) {
        throw new PlatformRefused('This conversation was never held on Teams. Answer elsewhere.', { retryAt: null });
      }
      const linkBase = `${channel.publicUrl}${filesPath}`;
      const files = (await openFiles(sending)).map((file) => sendFile(file, address, linkBase));
      const activity = activityOf(sending.message, files, address.channelId);
      if (activity === null) return { platformId: null };
      return { platformId: await speaking(() => bot.say(address, activity, sending.signal)) };
    },
    async showTyping(stored) {
      const address = readAddress(stored);
      if (address && !closed) await showTyping(address);
    },
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}

/** A message without a token is accepted only from programs on this machine, and answered only to them. */
function guardUnsigned(activity: ReadActivity, request: IncomingMessage): void {
  if (isFromThisMachine(request) && isLoopbackUrl(activity.serviceUrl)) return;
  throw new CodedError(
    'auth.refused',
    'This Teams account has no identity and accepts messages from this machine only. Register an app and set its ids.',
  );
}

function notAccepted(): CodedError {
  return new PlatformRefused(
    'Teams no longer accepts the identity of the bot. Check its app registration and client secret.',
    { retryAt: null },
  );
}
