import type { StaffMessage } from '../../src/core/ports/staffInbox.ts';
import { type Attachment, type ReadActivity, teamsChannel } from './activity.ts';
import { filesAmong } from './attachments.ts';
import { textWith, writtenText } from './mention.ts';

/** A message in the staff channel, without its account. */
type ReceivedText = Pick<StaffMessage, 'thread' | 'person' | 'id' | 'text' | 'hasFiles'>;

/**
 * Whether an activity comes from a staff channel: none of it is ever a citizen's. Only Teams itself proves who writes;
 * other Bot Framework channels let the client claim it.
 */
export function isOfStaff({ channelId, conversation }: ReadActivity, channel: string): boolean {
  return channelId === teamsChannel && (conversation.id === channel || conversation.id.startsWith(`${channel};`));
}

/**
 * Reads a message in the staff channel; null when no person wrote one. Edits are ignored: a reply that was sent cannot
 * be taken back.
 */
export function readStaffMessage(activity: ReadActivity, channel: string): ReceivedText | null {
  const { type, id, from, recipient, conversation, attachments } = activity;
  if (type !== 'message' || !id || !from || from.role === 'bot' || from.id === recipient.id) return null;
  return {
    thread: conversation.id === channel ? null : conversation.id,
    // Teams' own id of a person differs between bots; portals show the directory's id.
    person: from.aadObjectId?.toLowerCase() ?? from.id,
    id,
    text: commandTextOf(activity),
    hasFiles: (attachments ?? []).some(isMore) || filesAmong(attachments ?? []).length > 0,
  };
}

/** Removes the bot's name before a command: with it, a note would look like a reply. */
function commandTextOf(activity: ReadActivity): string {
  const text = withoutName(writtenText(activity), activity);
  if (!text.startsWith('/')) return text;
  // A mentioned colleague counts as if the name had been typed.
  return withoutName(
    textWith(activity, (name) => `@${name.replaceAll(/[^\p{L}\p{N}]/gu, '')}`),
    activity,
  );
}

function withoutName(given: string, { recipient }: ReadActivity): string {
  // A mention without an entity does not identify anybody.
  const text = given.replaceAll(/<at\b[^>]*>[^<]*<\/at>/gi, '').trim();
  const name = recipient.name?.trim().toLowerCase();
  if (!name) return text;
  let rest = text.replace(unseen, '');
  for (;;) {
    const lower = rest.toLowerCase();
    const typed = [`@${name}`, name].find((each) => lower.startsWith(each));
    if (typed === undefined) break;
    rest = rest.slice(typed.length).replace(unseen, '');
  }
  return /^[/\\／⁄∕]/.test(rest) ? rest : text;
}

/** Punctuation around a typed name. */
const unseen = /^[\s,:;.\p{Cf}]+/u;

/**
 * Bots receive no files in a channel, and pictures only in the HTML copy of the text: it alone shows that there are
 * any.
 */
function isMore({ contentType, content }: Attachment): boolean {
  if (/messageReference$/i.test(contentType)) return true;
  if (contentType !== 'text/html' || typeof content !== 'string') return false;
  return /<attachment\b/i.test(content) || (content.match(/<img\b[^>]*>/gi) ?? []).some((tag) => !/emoji/i.test(tag));
}
