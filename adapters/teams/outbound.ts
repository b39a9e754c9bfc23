import type { Activity, Attachment } from 'botbuilder';
import type { Rendered } from '../../src/core/model/message.ts';
import { toPlainText } from '../../src/core/render/plainText.ts';
import { teamsChannel } from './activity.ts';
import { cardType, choiceCard } from './card.ts';
import type { SentFile } from './files.ts';
import { toXml } from './markup.ts';

/** Longest preview of a message in a notification, characters. */
const summaryLength = 120;

/**
 * Converts a message to the channel's format; null when it is empty. Teams shows at most three suggested actions and
 * sends back only their text, so choices become an Adaptive Card there; other channels show suggested actions well.
 */
export function activityOf(message: Rendered, files: readonly SentFile[], channelId: string): Partial<Activity> | null {
  const lines = files.flatMap((file) => ('line' in file ? [file.line] : []));
  const attachments = files.flatMap((file) => ('attachment' in file ? [file.attachment] : []));
  const text = [message.text, ...lines].filter((part) => part.trim() !== '').join('\n\n');
  if (text === '' && attachments.length === 0) return null;
  const common = { type: 'message', locale: message.locale, inputHint: 'acceptingInput' };
  if (channelId !== teamsChannel) return { ...common, ...plainActivity(text, message, attachments) };
  return { ...common, ...teamsActivity(text, message, attachments) };
}

function teamsActivity(text: string, message: Rendered, attachments: readonly Attachment[]): Partial<Activity> {
  // Text of the push notification: without it Teams shows raw markup, or "sent a card".
  const summary = Array.from(toPlainText(text)).slice(0, summaryLength).join('');
  if (message.choices.length > 0) {
    const card = { contentType: cardType, content: choiceCard(text, message.choices, message.locale) };
    return { summary, attachments: [card, ...attachments] };
  }
  if (text === '') return { attachments: [...attachments] };
  return { summary, text: toXml(text), textFormat: 'xml', attachments: [...attachments] };
}

function plainActivity(text: string, message: Rendered, attachments: readonly Attachment[]): Partial<Activity> {
  return {
    text,
    textFormat: 'markdown',
    attachments: [...attachments],
    ...(message.choices.length > 0 && {
      suggestedActions: {
        to: [],
        actions: message.choices.map(({ label, value }) => ({
          type: 'messageBack',
          title: label,
          text: label,
          displayText: label,
          value: { choice: value, label },
        })),
      },
    }),
  };
}
