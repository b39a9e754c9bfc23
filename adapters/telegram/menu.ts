import { type Locale, locales } from '../../src/core/model/locale.ts';
import type { MenuEntry } from '../../src/core/model/parsedCommand.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Opened } from './opened.ts';

/** Shows the bot's commands in its menu: to each in their language, to all others in the account's own. */
export function registerMenu({ account, api, background }: Opened, menu: readonly MenuEntry[], log: Log): void {
  const inLanguage = (locale: Locale) =>
    menu.map(({ name, description }) => ({ command: name[locale], description: description[locale] }));
  const register = async (signal: AbortSignal) => {
    await api.call('setMyCommands', { commands: inLanguage(account().locale) }, signal);
    for (const locale of locales)
      await api.call('setMyCommands', { commands: inLanguage(locale), language_code: locale }, signal);
  };
  background.run(register, ({ status }) =>
    log.warn({ account: account().id, status }, 'the commands could not be shown in the menu of the Telegram bot'),
  );
}
