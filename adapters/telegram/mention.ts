import type { MessageEntity } from 'telegraf/types';

/** The account's bot, as the Bot API names it. */
export interface BotIdentity {
  readonly id: number;
  /** Without the `@`. */
  readonly username: string;
}

/** A command at the start of a text, with the bot's name if there is one. */
const command = /^\/(\w{1,32})(?:@(\w+))?(?![\w@])/;

/** Removes the bot's name after a command, as in `/ajuda@PratBot`. */
export function withoutSuffix(text: string, bot: BotIdentity): string {
  const [all, name, suffix] = command.exec(text) ?? [];
  return all !== undefined && suffix !== undefined && same(suffix, bot.username)
    ? `/${name}${text.slice(all.length)}`
    : text;
}

/** A message in a group. */
interface GroupText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  /** Whether it replies to a message of the bot. */
  readonly answersBot: boolean;
}

/**
 * The text of a public message for the bot, without the bot's name; null when it is not for the bot. A message is for
 * the bot when it is a command for no other bot, mentions the bot, or replies to one of its messages.
 */
export function textForBot({ text, entities, answersBot }: GroupText, bot: BotIdentity): string | null {
  const [isParsedCommand, , suffix] = command.exec(text) ?? [];
  if (isParsedCommand !== undefined && suffix !== undefined && !same(suffix, bot.username)) return null;
  const mentions = entities.filter((entity) => isMention(text, entity, bot));
  if (isParsedCommand === undefined && mentions.length === 0 && !answersBot) return null;
  // From last to first, so that the offsets stay valid.
  const plain = mentions
    .sort((a, b) => b.offset - a.offset)
    .reduce((rest, { offset, length }) => joined(rest.slice(0, offset), rest.slice(offset + length)), text);
  return withoutSuffix(plain, bot);
}

function isMention(text: string, entity: MessageEntity, bot: BotIdentity): boolean {
  if (entity.type === 'text_mention') return entity.user.id === bot.id;
  const mention = text.slice(entity.offset, entity.offset + entity.length);
  return entity.type === 'mention' && same(mention, `@${bot.username}`);
}

/** Joins the text before a removed name with the text after it. */
function joined(before: string, behind: string): string {
  const [start, end] = [before.trimEnd(), behind.trimStart()];
  if (start === '') return end.replace(/^[,:;]\s*/, '');
  return end === '' || /^[,.:;!?]/.test(end) ? start + end : `${start} ${end}`;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
