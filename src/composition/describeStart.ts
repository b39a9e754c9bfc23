import type { Locale } from '../core/model/locale.ts';
import { authStrings } from '../http/auth/strings.ts';
import { welcomeLink } from '../http/auth/welcome.ts';
import type { Roles } from './roles.ts';
import type { RunningService } from './service.ts';

/**
 * The text that a start shows on a terminal: the addresses of the service and, while nobody can sign in to the console,
 * a one-time link that creates the first administrator. Each start creates a new link and invalidates the one before.
 * Never log this: people who read the log may not be entitled to sign in.
 */
export async function describeStart(
  { bot, url }: RunningService,
  locale: Locale,
  roles: Roles,
): Promise<readonly string[]> {
  const pages = roles.web
    ? [`  demo page with the chat   ${url}/`, `  without JavaScript        ${url}/xat`]
    : ['  sends waiting messages and serves no pages'];
  const link = roles.web ? await bot.staff.people.invitations.first() : null;
  const first = link === null ? [] : ['', authStrings(locale).cli.first, `  ${welcomeLink(url, link.token)}`];
  return ['', `Finestreta is open: ${url}`, ...pages, `  health check              ${url}/readyz`, ...first, ''];
}
