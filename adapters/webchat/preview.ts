import type { ChannelPreview } from '../../src/core/ports/adapter.ts';
import { textLength, webchatCapabilities } from './capabilities.ts';
import { activitiesOf, type Reader } from './outbound.ts';

const reader: Reader = {
  platformConversation: 'preview',
  user: 'preview',
  botName: '',
  fileUrl: () => '',
  quickExit: 'https://example.org/',
  proves: false,
};

export const preview: ChannelPreview = {
  channel: 'webchat',
  capabilities: webchatCapabilities,
  hasPublic: false,
  show: (message) =>
    activitiesOf({ revision: 1, at: 0, lost: false, content: { inbound: null, outbound: [message] } }, reader).flatMap(
      (activity) => {
        if (activity.type !== 'message') return [];
        const { text, textFormat, suggestedActions, channelData } = activity;
        return [
          {
            blocks: null,
            text,
            buttons: (suggestedActions?.actions ?? []).map(({ title }) => [title]),
            menu: [],
            quickExit: channelData.quickExit !== undefined,
            length: text.length,
            limit: textLength,
            sent: JSON.stringify({ text, textFormat, locale: activity.locale, suggestedActions }, null, 2),
          },
        ];
      },
    ),
};
