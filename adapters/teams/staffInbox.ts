import type { InvokeResponse } from 'botbuilder';
import { PlatformRefused, PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { StaffInboxChannel } from '../../src/core/ports/staffInbox.ts';
import type { AccountToOpen, ChannelDeps } from '../adapter.ts';
import { type ReadActivity, teamsChannel } from './activity.ts';
import { addressOf, type TeamsAddress } from './address.ts';
import type { FrameworkBot } from './bot.ts';
import { TeamsRefused } from './errors.ts';
import { plainToXml } from './markup.ts';
import { readStaffMessage } from './staffMessage.ts';
import type { StaffPosts } from './staffPosts.ts';

/** Milliseconds that an answer to staff may take. */
const longestWait = 10_000;

/** Hands in what somebody wrote in the channel of staff, and answers them there. */
export async function onStaffMessage(
  { onStaffMessage }: Pick<ChannelDeps, 'onStaffMessage'>,
  { opened, bot, channel }: { opened: AccountToOpen; bot: FrameworkBot; channel: string },
  activity: ReadActivity,
): Promise<InvokeResponse> {
  const done = { status: 200 };
  const words = readStaffMessage(activity, channel);
  if (words === null) return done;
  const { tenant, id: inbox, channel: platform } = opened.account();
  const answer = await onStaffMessage?.({ tenant, inbox, channel: platform, ...words });
  if (!answer) return done;
  try {
    const address = addressOf(activity, activity.from?.id ?? '', words.id);
    await bot.say(address, plain(answer), AbortSignal.timeout(longestWait));
  } catch (error) {
    // What is refused for good would come again for ever.
    if (!(error instanceof PlatformRefused) || error.retryAt !== null) throw error;
  }
  return done;
}

/**
 * The channel of staff: each case is a post of its own, and what belongs to it are replies to that post. Teams closes no
 * thread, so a closed case looks like an open one, but for the words that say so.
 */
export function createStaffInboxChannel(deps: {
  /** Id of the channel, and of the directory that its team belongs to. */
  channel: string;
  directoryId: string;
  appId: string;
  /** Where the Connector service is reached before anybody has written. */
  serviceUrl: string;
  bot: FrameworkBot;
  posts: StaffPosts;
}): StaffInboxChannel {
  const { channel, directoryId, appId, serviceUrl, bot, posts } = deps;
  const at = (id: string): TeamsAddress => ({
    serviceUrl,
    channelId: teamsChannel,
    bot: `28:${appId}`,
    person: '',
    message: null,
    conversation: { id, conversationType: 'channel', isGroup: true, tenantId: directoryId },
  });

  async function say(conversation: string, text: string, signal: AbortSignal): Promise<string> {
    const id = await bot.say(at(conversation), plain(text), signal);
    if (id !== null) return id;
    throw new PlatformUnreachable('Teams did not say which message it made of a post for staff. It is tried again.');
  }

  return {
    async open(title, signal) {
      const root = await say(channel, title, signal);
      const thread = `${channel};messageid=${root}`;
      await posts.add(thread, root);
      return thread;
    },
    async post(thread, text, signal) {
      // Whoever moved the place to another channel wants nothing more to be said in the first one.
      if (!thread.startsWith(`${channel};`)) {
        throw new PlatformRefused('This thread is in a channel that is not the place of staff any more.', {
          retryAt: null,
        });
      }
      await posts.add(thread, await say(thread, text, signal));
    },
    async setOpen() {},
    async remove(thread, signal) {
      const own = await posts.of(thread);
      for (const message of [...own].reverse()) {
        try {
          await bot.withdraw(at(thread), message, signal);
        } catch (error) {
          // A message that is not there any more needs nothing.
          if (!(error instanceof TeamsRefused) || error.status !== 404) throw error;
        }
      }
    },
  };
}

function plain(text: string) {
  return { type: 'message', text: plainToXml(text), textFormat: 'xml' };
}
