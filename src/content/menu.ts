import { type Localised, locales } from '../core/model/locale.ts';
import type { MenuEntry } from '../core/model/parsedCommand.ts';
import { plainWords } from '../core/util/plainWords.ts';
import type { CommandsFile } from './schema/talk.ts';

/** The commands as platforms show them in a menu: the text after the slash is one of the command's exact words. */
export function menuOf({ commands }: CommandsFile): readonly MenuEntry[] {
  return commands.map(({ command, words, title }) => {
    const named = locales.map((locale) => [locale, nameOf(words[locale]) ?? nameOf([command])]);
    return { command, name: Object.fromEntries(named) as Localised, description: title };
  });
}

/** The first wording that fits into a menu: at most 32 letters, digits and underscores. */
function nameOf(wordings: readonly string[]): string | undefined {
  return wordings.map((words) => plainWords(words).replaceAll(' ', '_')).find((name) => /^[a-z0-9_]{1,32}$/.test(name));
}
