import { type Locale, locales } from '../../src/core/model/locale.ts';
import type { MenuEntry } from '../../src/core/model/parsedCommand.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { TelegramAccount } from './account.ts';

/** Registers the bot's commands in its menu, in each supported language and by default in the account's own. */
export function registerMenu(
  { account, api, background }: TelegramAccount,
  menu: readonly MenuEntry[],
  log: Log,
): void {
  const inLanguage = (locale: Locale) =>
    menu.map(({ name, description }) => ({ command: name[locale], description: description[locale] }));
  const register = async (signal: AbortSignal) => {
    await api.call('setMyCommands', { commands: inLanguage(account().locale) }, signal);
    for (const locale of locales)
      await api.call('setMyCommands', { commands: inLanguage(locale), language_code: locale }, signal);
  };
  background.run(register, ({ status }) =>
    log.warn({ account: account().id, status }, 'the command menu could not be registered'),
  );
}
