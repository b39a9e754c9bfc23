import type { Activity } from 'botbuilder';
import { PlatformUnreachable } from '../../src/core/model/errors.ts';
import type { AnnouncementChannel, PublicPost } from '../../src/core/ports/adapter.ts';
import { teamsChannel } from './activity.ts';
import { channelAddress } from './address.ts';
import type { FrameworkBot } from './bot.ts';
import { cardType, pictureCard } from './card.ts';
import { TeamsRefused } from './errors.ts';
import { activityOf } from './outbound.ts';

/** The channel of a team in which an account announces things: each announcement is a separate post. */
export function createAnnouncementChannel(deps: {
  /** Id of the channel, and of its team's directory. */
  readonly channel: string;
  readonly directoryId: string;
  readonly appId: string;
  /** The Connector service's URL. */
  readonly serviceUrl: string;
  readonly bot: FrameworkBot;
}): AnnouncementChannel {
  const { channel, bot } = deps;
  const at = (id: string) => channelAddress(id, deps);
  /** A post and the replies to it. */
  const thread = (message: string) => at(`${channel};messageid=${message}`);

  return {
    edits: true,
    recognisesMs: 0,
    async post(post) {
      const id = await bot.say(at(channel), announcementActivity(post), post.signal);
      if (id !== null) return id;
      throw new PlatformUnreachable('Teams returned no id for an announcement: look whether it is in the channel.');
    },
    edit: (message, post) => bot.change(thread(message), message, announcementActivity(post), post.signal),
    async remove(message, signal) {
      try {
        await bot.withdraw(thread(message), message, signal);
      } catch (error) {
        if (!(error instanceof TeamsRefused) || error.status !== 404) throw error;
      }
    },
  };
}

function announcementActivity({ message, picture }: PublicPost): Partial<Activity> {
  const activity = activityOf(message, [], teamsChannel) ?? { type: 'message' };
  if (picture === null) return activity;
  const { text: _text, textFormat: _textFormat, ...rest } = activity;
  const content = pictureCard(message.text, picture, message.locale);
  return { ...rest, attachments: [{ contentType: cardType, content }] };
}
