import { locales } from '../core/model/locale.ts';
import type { ParsedCommand } from '../core/model/parsedCommand.ts';
import { plainWords } from '../core/util/plainWords.ts';
import type { CommandsFile } from './schema/talk.ts';

/** Makes the look-up of commands by their exact words, with or without a slash, accents and case aside. */
export function createCommandWords({ commands }: CommandsFile): (text: string) => ParsedCommand | null {
  const words = new Map<string, ParsedCommand>();
  for (const { command, words: own } of commands) {
    words.set(plainWords(command), command);
    for (const locale of locales) for (const word of own[locale]) words.set(plainWords(word), command);
  }
  // Longest command word is far below this; a whole page need not be folded to know that it is none.
  return (text) => (text.length > 60 ? null : (words.get(plainWords(text)) ?? null));
}
