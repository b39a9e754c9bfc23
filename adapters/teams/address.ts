import type { ConversationReference } from 'botbuilder';
import { z } from 'zod';
import { isGroupChat, type ReadActivity, teamsChannel } from './activity.ts';

/** What is needed to write to a conversation later: a conversation reference without names. */
const address = z.object({
  serviceUrl: z.string(),
  channelId: z.string(),
  conversation: z.object({
    id: z.string(),
    conversationType: z.string().optional(),
    isGroup: z.boolean().optional(),
    tenantId: z.string().optional(),
  }),
  bot: z.string(),
  /** Empty where no particular person is addressed. */
  person: z.string(),
  /** The message to reply to; null where there is none yet. */
  message: z.string().nullable(),
});

export type TeamsAddress = z.infer<typeof address>;

/** Reads the address that a delivery carries; null when the stored value is not ours. */
export function readAddress(stored: unknown): TeamsAddress | null {
  return address.safeParse(stored).data ?? null;
}

export function toAddress(activity: ReadActivity, person: string, message: string | null): TeamsAddress {
  const { id, conversationType, isGroup, tenantId } = activity.conversation;
  return {
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
    conversation: {
      id,
      ...(conversationType && { conversationType }),
      ...(isGroup && { isGroup }),
      ...(tenantId && { tenantId }),
    },
    bot: activity.recipient.id,
    person,
    message,
  };
}

/** The address of a channel of a team, or of a thread in it, to which nobody needs to have written. */
export function channelAddress(
  id: string,
  team: { readonly serviceUrl: string; readonly appId: string; readonly directoryId: string },
): TeamsAddress {
  return {
    serviceUrl: team.serviceUrl,
    channelId: teamsChannel,
    bot: `28:${team.appId}`,
    person: '',
    message: null,
    conversation: { id, conversationType: 'channel', isGroup: true, tenantId: team.directoryId },
  };
}

/** Whether others read along at an address. */
export function isPublicAddress({ conversation }: TeamsAddress): boolean {
  return isGroupChat({ conversation });
}

export function referenceOf(address: TeamsAddress): Partial<ConversationReference> {
  const { serviceUrl, channelId, conversation, bot, person, message } = address;
  return {
    serviceUrl,
    channelId,
    conversation: { ...conversation, name: '' } as ConversationReference['conversation'],
    bot: { id: bot, name: '' },
    user: { id: person, name: '' },
    ...(message !== null && { activityId: message }),
  };
}
