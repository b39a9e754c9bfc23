import { locales } from '../core/model/locale.ts';
import type { ParsedCommand } from '../core/model/parsedCommand.ts';
import { plainWords } from '../core/util/plainWords.ts';
import type { CommandsFile } from './schema/talk.ts';

/** Creates the lookup of commands by their exact words, with or without a slash; accents and case are ignored. */
export function createCommandWords({ commands }: CommandsFile): (text: string) => ParsedCommand | null {
  const words = new Map<string, ParsedCommand>();
  for (const { command, words: own } of commands) {
    words.set(plainWords(command), command);
    for (const locale of locales) for (const word of own[locale]) words.set(plainWords(word), command);
  }
  // The longest command word is far shorter: a whole page need not be folded to see that it is no command.
  return (text) => (text.length > 60 ? null : (words.get(plainWords(text)) ?? null));
}
