import { readFile } from 'node:fs/promises';
import { createStaffMail } from '../composition/staffMail.ts';
import { serviceAddress } from '../config.ts';
import type { Content } from '../content/content.ts';
import { readCells } from '../content/sheets/csv.ts';
import { CodedError } from '../core/model/errors.ts';
import type { Locale } from '../core/model/locale.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { staffVocabulary } from '../http/api/staffVocabulary.ts';
import { authStrings } from '../http/auth/strings.ts';
import { welcomeLink } from '../http/auth/welcome.ts';
import { createStaffAdministration, type StaffAdministration } from '../identity/administration.ts';
import type { MadeLink, Staff } from '../identity/identity.ts';
import { createSmtpPost } from '../notifications/email/smtpTransport.ts';
import { openForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';
import { readCommand, type StaffCliCommand, usage } from './staff/arguments.ts';

/** Context of a command. */
export interface StaffOffice {
  readonly people: Staff;
  readonly tenant: string;
  readonly url: string;
  readonly locale: Locale;
  readonly administration: Pick<StaffAdministration, 'invite' | 'plan' | 'import'>;
  readonly content: () => Pick<Content, 'departments'>;
}

/** `npm run staff`: lists who may use the console, and gives or removes access. */
export async function runStaff(
  command: StaffCliCommand,
  office: StaffOffice,
  say: (line: string) => void,
): Promise<number> {
  const { people, administration, tenant, url, locale } = office;
  const { cli, roles: roleNames } = authStrings(locale);
  const sayLink = (words: string, email: string, { token, expiresAt }: MadeLink) =>
    sayAddress(words, email, welcomeLink(url, token), expiresAt);
  const sayAddress = (words: string, email: string, link: string, expiresAt: number) => {
    const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(expiresAt);
    say(interpolate(words, { email, until }));
    say(`  ${link}`);
  };
  switch (command.type) {
    case 'list': {
      const all = await people.directory.list(tenant);
      if (all.length === 0) say(cli.nobody);
      for (const { name, email, roles, departments, active } of all) {
        const named = roles.map((role) => roleNames[role]).join(', ');
        say([email, name, named, departments.join(', '), ...(active ? [] : [cli.off])].join('\t'));
      }
      return 0;
    }
    case 'first': {
      const link = await people.invitations.first();
      if (link === null) {
        throw new CodedError(
          'input.invalid',
          'Somebody is listed already (`npm run staff`): an administrator invites the others, and `npm run staff -- reset EMAIL` lets in people who lost their password.',
        );
      }
      say(cli.first);
      say(`  ${welcomeLink(url, link.token)}`);
      return 0;
    }
    case 'refused': {
      const all = await people.auth.refused();
      if (all.length === 0) say(cli.noRefusals);
      for (const { at, agent, network, reason } of all) {
        const when = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium' }).format(at);
        say([when, agent?.email ?? cli.unlisted, network, cli.reasons[reason]].join('\t'));
      }
      return 0;
    }
    case 'invite': {
      const { email, name, roles, departments, locales } = command;
      const newcomer = { email, name, roles, departments, locales };
      const { link, expiresAt, mailed } = await administration.invite(newcomer, null);
      sayAddress(cli.invited, email, link, expiresAt);
      if (mailed) say(cli.mailed);
      return 0;
    }
    case 'import': {
      const cells = readCells(await readFile(command.file, 'utf8'));
      const lines = await administration.plan(cells, staffVocabulary(office.content()));
      const outcomes = command.check ? [] : await administration.import(lines, null);
      for (const { row, email, outcome, changes, problems } of lines) {
        const done = outcomes.find((each) => each.row === row);
        const why = problems.map(({ column, kind, value }) => [column, kind, value].join(' ').trim());
        say(
          [row, email, done?.done ?? outcome, ...changes, ...why, done?.code ?? '', done?.link ?? ''].join('\t').trim(),
        );
      }
      const count = (kind: string) => String(lines.filter(({ outcome }) => outcome === kind).length);
      const counts = { invited: count('invite'), changed: count('change'), same: count('same'), wrong: count('wrong') };
      say(interpolate(cli.imported, { count: String(lines.length), ...counts }));
      return counts.wrong === '0' && outcomes.every(({ done }) => done !== 'failed') ? 0 : 1;
    }
    case 'reset': {
      const agent = await find(office, command.email);
      sayLink(cli.reset, agent.email, await people.invitations.reset(agent, null));
      return 0;
    }
    case 'disable': {
      const agent = await find(office, command.email);
      await people.directory.change(tenant, agent.id, { active: false }, null);
      say(interpolate(cli.disabled, { email: agent.email }));
      return 0;
    }
    case 'platform': {
      const { channel, id } = command;
      const agent = await find(office, command.email);
      const holder = id === null ? null : await people.directory.findOnPlatform(tenant, channel, id);
      if (holder !== null && holder.id !== agent.id) {
        throw new CodedError('input.invalid', `This id already belongs to ${holder.email}. Remove it from them first.`);
      }
      const { [channel]: _, ...others } = agent.platformIds;
      const platformIds = id === null ? others : { ...others, [channel]: id };
      await people.directory.change(tenant, agent.id, { platformIds }, null);
      say(interpolate(id === null ? cli.offPlatform : cli.onPlatform, { email: agent.email, channel, id: id ?? '' }));
      return 0;
    }
  }
}

async function find({ people, tenant }: StaffOffice, email: string) {
  const agent = await people.directory.findByEmail(tenant, email);
  if (agent !== null) return agent;
  throw new CodedError(
    'input.invalid',
    'Nobody with this e-mail is listed. See the list with `npm run staff -- list`.',
  );
}

/** If no e-mail was sent, its line is missing. */
const silentLog = { info() {}, warn() {}, error() {} };

if (import.meta.main) {
  await runCli(usage, async () => {
    const command = readCommand(process.argv.slice(2));
    const { bot, config } = await openForCli();
    try {
      const { tenant, locale } = config;
      const url = serviceAddress(config, config.port);
      const post = config.mail && createSmtpPost(config.mail.url, config.mail.from);
      const { people } = bot.staff;
      const { content } = bot.conversations.knowledge;
      const timeZone = () => content().calendar.timeZone;
      const mail = createStaffMail({ post, url, locale, timeZone, log: silentLog });
      const linkTo = (token: string) => welcomeLink(url, token);
      const administration = createStaffAdministration({ tenant, people, mail, linkTo });
      return await runStaff(command, { people, administration, content, tenant, url, locale }, console.log);
    } finally {
      await bot.close();
    }
  });
}
