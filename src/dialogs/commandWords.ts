import type { Command } from '../core/command.ts';
import { locales } from '../core/locale.ts';
import type { CommandsFile } from './schema/talk.ts';

/** Makes the look-up of commands by their exact words, with or without a slash, accents and case aside. */
export function createCommandWords({ commands }: CommandsFile): (text: string) => Command | null {
  const words = new Map<string, Command>();
  for (const { command, words: own } of commands) {
    words.set(plain(command), command);
    for (const locale of locales) for (const word of own[locale]) words.set(plain(word), command);
  }
  // Longest command word is far below this; a whole page need not be folded to know that it is none.
  return (text) => (text.length > 60 ? null : (words.get(plain(text)) ?? null));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
