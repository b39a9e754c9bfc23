import type { InvokeResponse } from 'botbuilder';
import { PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { StaffInboxChannel } from '../../src/core/ports/staffInbox.ts';
import type { AccountToOpen, ChannelDeps } from '../adapter.ts';
import type { ReadActivity } from './activity.ts';
import { channelAddress, toAddress } from './address.ts';
import type { FrameworkBot } from './bot.ts';
import { TeamsRefused } from './errors.ts';
import { plainToXml } from './markup.ts';
import { readStaffMessage } from './staffMessage.ts';
import type { StaffPosts } from './staffPosts.ts';

/** Timeout of an answer to staff, milliseconds. */
const timeoutMs = 10_000;

/** Delivers a message written in the staff channel, and posts the answer there. */
export async function onStaffMessage(
  { onStaffMessage }: Pick<ChannelDeps, 'onStaffMessage'>,
  { opened, bot, channel }: { opened: AccountToOpen; bot: FrameworkBot; channel: string },
  activity: ReadActivity,
): Promise<InvokeResponse> {
  const done = { status: 200 };
  const message = readStaffMessage(activity, channel);
  if (message === null) return done;
  const { tenant, id: inbox, channel: platform } = opened.account();
  const answer = await onStaffMessage?.({ tenant, inbox, channel: platform, ...message });
  if (!answer) return done;
  try {
    const address = toAddress(activity, activity.from?.id ?? '', message.id);
    await bot.say(address, plain(answer), AbortSignal.timeout(timeoutMs));
  } catch (error) {
    // A message refused for good would be retried for ever.
    if (!(error instanceof PlatformRefused) || error.retryAt !== null) throw error;
  }
  return done;
}

/**
 * The staff channel: each case is a post, and its messages are replies to that post. Teams cannot close a thread, so a
 * closed case looks like an open one, except for the text that says so.
 */
export function createStaffInboxChannel(deps: {
  /** Id of the channel, and of its team's directory. */
  channel: string;
  directoryId: string;
  appId: string;
  /** The Connector service's URL until somebody has written. */
  serviceUrl: string;
  bot: FrameworkBot;
  posts: StaffPosts;
}): StaffInboxChannel {
  const { channel, bot, posts } = deps;
  const at = (id: string) => channelAddress(id, deps);

  async function say(conversation: string, text: string, signal: AbortSignal): Promise<string> {
    const id = await bot.say(at(conversation), plain(text), signal);
    if (id !== null) return id;
    throw new PlatformUnreachable('Teams returned no message id for a post to staff. It will be retried.');
  }

  return {
    async open(title, signal) {
      const root = await say(channel, title, signal);
      const thread = `${channel};messageid=${root}`;
      await posts.add(thread, root);
      return thread;
    },
    async post(thread, text, signal) {
      // The inbox was moved to another channel: post nothing more in the old one.
      if (!thread.startsWith(`${channel};`)) {
        throw new PlatformRefused('This thread is in a channel that is no longer the staff inbox.', {
          retryAt: null,
        });
      }
      await posts.add(thread, await say(thread, text, signal));
    },
    async setStatus() {},
    async remove(thread, signal) {
      const own = await posts.of(thread);
      for (const message of [...own].reverse()) {
        try {
          await bot.withdraw(at(thread), message, signal);
        } catch (error) {
          // A message that no longer exists needs nothing.
          if (!(error instanceof TeamsRefused) || error.status !== 404) throw error;
        }
      }
    },
  };
}

function plain(text: string) {
  return { type: 'message', text: plainToXml(text), textFormat: 'xml' };
}
