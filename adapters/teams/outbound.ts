import type { Activity, Attachment } from 'botbuilder';
import type { Rendered } from '../../src/core/model/message.ts';
import { toPlainText } from '../../src/core/render/plainText.ts';
import { teamsChannel } from './activity.ts';
import { cardType, choiceCard } from './card.ts';
import type { SentFile } from './filesOut.ts';
import { toXml } from './markup.ts';

/** Longest announcement of a message, characters. */
const longestSummary = 120;

/**
 * A message as the channel takes it; null when nothing is left to say. Teams shows three suggested actions at most and
 * brings only their words back, so choices are an Adaptive Card there; other channels show suggested actions well.
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
  // What a notification shows: without it the marks of a text, or "sent a card".
  const summary = Array.from(toPlainText(text)).slice(0, longestSummary).join('');
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
