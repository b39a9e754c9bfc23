import type { MessageEntity } from 'telegraf/types';

/** The bot that an account is, as the Bot API names it. */
export interface Bot {
  readonly id: number;
  /** Without the `@`. */
  readonly username: string;
}

/** What stands in front of a command's words. */
const command = /^\/(\w{1,32})(?:@(\w+))?(?![\w@])/;

/** A text without the bot's name behind a command, as in `/ajuda@PratBot`. */
export function withoutSuffix(text: string, bot: Bot): string {
  const [all, name, suffix] = command.exec(text) ?? [];
  return all !== undefined && suffix !== undefined && same(suffix, bot.username)
    ? `/${name}${text.slice(all.length)}`
    : text;
}

/**
 * What a message in a public place says to the bot, without its name; null when it is not for the bot. It is when it
 * is a command of no other bot, mentions the bot, or answers one of its messages.
 */
export function wordsForBot(
  text: string,
  entities: readonly MessageEntity[],
  bot: Bot,
  answersBot: boolean,
): string | null {
  const [isParsedCommand, , suffix] = command.exec(text) ?? [];
  if (isParsedCommand !== undefined && suffix !== undefined && !same(suffix, bot.username)) return null;
  const mentions = entities.filter((entity) => isMention(text, entity, bot));
  if (isParsedCommand === undefined && mentions.length === 0 && !answersBot) return null;
  // From the last to the first, so that places stay where they are.
  const plain = mentions
    .sort((a, b) => b.offset - a.offset)
    .reduce((rest, { offset, length }) => joined(rest.slice(0, offset), rest.slice(offset + length)), text);
  return withoutSuffix(plain, bot);
}

function isMention(text: string, entity: MessageEntity, bot: Bot): boolean {
  if (entity.type === 'text_mention') return entity.user.id === bot.id;
  const words = text.slice(entity.offset, entity.offset + entity.length);
  return entity.type === 'mention' && same(words, `@${bot.username}`);
}

/** What stood before a name and behind it, as it reads without. */
function joined(before: string, behind: string): string {
  const [start, end] = [before.trimEnd(), behind.trimStart()];
  if (start === '') return end.replace(/^[,:;]\s*/, '');
  return end === '' || /^[,.:;!?]/.test(end) ? start + end : `${start} ${end}`;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
