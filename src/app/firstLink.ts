import type { Locale } from '../core/locale.ts';
import { authStrings } from '../http/auth/strings.ts';
import { welcomeLink } from '../http/auth/welcome.ts';
import type { App } from './service.ts';

/**
 * What a start says as long as nobody may use the console: a link that makes the first administrator, once. Each start
 * makes another one, and the one before is good no more. Empty when somebody is listed.
 */
export async function firstLinkLines({ bot, url }: App, locale: Locale): Promise<readonly string[]> {
  const link = await bot.people.invitations.first();
  return link === null ? [] : ['', authStrings(locale).cli.first, `  ${welcomeLink(url, link.token)}`];
}
