import type { Locale } from '../core/model/locale.ts';
import { authStrings } from '../http/auth/strings.ts';
import { welcomeLink } from '../http/auth/welcome.ts';
import type { Roles } from './roles.ts';
import type { App } from './service.ts';

/**
 * What a start says on a terminal: where the service is and, as long as nobody may use the console, a link that makes the
 * first administrator, once. Each start makes another one, and the one before is good no more. Never for a log: who reads
 * the log may not be who may come in.
 */
export async function describeStart({ bot, url }: App, locale: Locale, roles: Roles): Promise<readonly string[]> {
  const pages = roles.web
    ? [`  demo page with the chat   ${url}/`, `  without JavaScript        ${url}/xat`]
    : ['  it sends what waits to be sent, and serves no pages'];
  const link = roles.web ? await bot.people.invitations.first() : null;
  const first = link === null ? [] : ['', authStrings(locale).cli.first, `  ${welcomeLink(url, link.token)}`];
  return ['', `Finestreta is open: ${url}`, ...pages, `  is it well?               ${url}/readyz`, ...first, ''];
}
