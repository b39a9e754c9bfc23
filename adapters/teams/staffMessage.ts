import type { StaffMessage } from '../../src/core/ports/staffInbox.ts';
import { type Attachment, type ReadActivity, teamsChannel } from './activity.ts';
import { filesAmong } from './attachments.ts';
import { textOf, textWith } from './mention.ts';

/** What somebody wrote in the channel of staff, without whose account it is. */
export type ReceivedText = Pick<StaffMessage, 'thread' | 'person' | 'id' | 'text' | 'hasFiles'>;

/**
 * Whether an activity comes from a channel of staff: none of it is ever a citizen's. Only Teams itself says who writes;
 * in the Bot Framework's other channels that is the client's own word.
 */
export function isOfStaff({ channelId, conversation }: ReadActivity, channel: string): boolean {
  return channelId === teamsChannel && (conversation.id === channel || conversation.id.startsWith(`${channel};`));
}

/**
 * What somebody wrote in the channel of staff; null where nobody of people did. Changes of messages that were sent are
 * not read: what has gone out cannot be taken back so.
 */
export function readStaffMessage(activity: ReadActivity, channel: string): ReceivedText | null {
  const { type, id, from, recipient, conversation, attachments } = activity;
  if (type !== 'message' || !id || !from || from.role === 'bot' || from.id === recipient.id) return null;
  return {
    thread: conversation.id === channel ? null : conversation.id,
    // Teams' own id of a person is another one for each bot; that of the directory is the one that portals show.
    person: from.aadObjectId?.toLowerCase() ?? from.id,
    id,
    text: wordsOf(activity),
    hasFiles: (attachments ?? []).some(isMore) || filesAmong(attachments ?? []).length > 0,
  };
}

/** The words without the bot's name in front of a command: left there, a note would look like a reply. */
function wordsOf(activity: ReadActivity): string {
  const text = withoutName(textOf(activity), activity);
  if (!text.startsWith('/')) return text;
  // A colleague who is mentioned in a command is named as if it were typed.
  return withoutName(
    textWith(activity, (name) => `@${name.replaceAll(/[^\p{L}\p{N}]/gu, '')}`),
    activity,
  );
}

function withoutName(words: string, { recipient }: ReadActivity): string {
  // A mention that the message does not explain says nothing of whom it means.
  const text = words.replaceAll(/<at\b[^>]*>[^<]*<\/at>/gi, '').trim();
  const name = recipient.name?.trim().toLowerCase();
  if (!name) return text;
  let rest = text.replace(unseen, '');
  for (;;) {
    const words = rest.toLowerCase();
    const typed = [`@${name}`, name].find((each) => words.startsWith(each));
    if (typed === undefined) break;
    rest = rest.slice(typed.length).replace(unseen, '');
  }
  return /^[/\\／⁄∕]/.test(rest) ? rest : text;
}

/** What may stand around a name that was typed. */
const unseen = /^[\s,:;.\p{Cf}]+/u;

/** Files reach no bot in a channel, and pictures only in the HTML copy of the words: it alone tells that they are there. */
function isMore({ contentType, content }: Attachment): boolean {
  if (/messageReference$/i.test(contentType)) return true;
  if (contentType !== 'text/html' || typeof content !== 'string') return false;
  return /<attachment\b/i.test(content) || (content.match(/<img\b[^>]*>/gi) ?? []).some((tag) => !/emoji/i.test(tag));
}
