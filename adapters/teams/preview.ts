import type { ChannelPreview } from '../../src/core/ports/adapter.ts';
import { readTags } from '../../src/core/render/readTags.ts';
import { teamsChannel } from './activity.ts';
import { teamsCapabilities } from './capabilities.ts';
import { cardType } from './card.ts';
import { activityOf } from './outbound.ts';
import { readCard } from './readCard.ts';

export const preview: ChannelPreview = {
  channel: 'teams',
  capabilities: teamsCapabilities,
  hasPublic: true,
  show(message) {
    const activity = activityOf(message, [], teamsChannel);
    if (activity === null) return [];
    const card = activity.attachments?.find(({ contentType }) => contentType === cardType);
    const { blocks, buttons } =
      card === undefined ? { blocks: readTags(activity.text ?? ''), buttons: [] } : readCard(card.content);
    return [
      {
        blocks,
        text: message.text,
        buttons,
        menu: [],
        quickExit: false,
        length: message.text.length,
        limit: teamsCapabilities.textLength,
        sent: JSON.stringify(activity, null, 2),
      },
    ];
  },
};
