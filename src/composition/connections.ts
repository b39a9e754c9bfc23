import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Content } from '../content/content.ts';
import type { RecordLog } from '../core/journal/recordLog.ts';
import type { AgentId, StaffDirectory } from '../core/model/agent.ts';
import { toMobileNumber } from '../core/model/contact/mobileNumber.ts';
import { CodedError, codeOf } from '../core/model/errors.ts';
import type { AdministrationEvent } from '../core/model/records.ts';
import { administrationRecord, administrationStream } from '../core/outbox/deadLetters.ts';
import type { Limit } from '../core/ports/limit.ts';
import { interpolate } from '../core/util/interpolate.ts';
import type { ConnectionAnswer, ConnectionDesk, DepartmentView } from '../http/api/wireConnections.ts';
import { authStrings } from '../http/auth/strings.ts';
import { checkIssuer } from '../identity/checkIssuer.ts';
import { recipientsOf } from '../notifications/recipients.ts';
import type { BotStaff } from './bot.ts';

/** Creates what administrators see and test of the service's connections. */
export function createConnectionDesk(deps: {
  readonly config: Pick<Config, 'tenant' | 'mail' | 'sms' | 'oidc' | 'secondFactor' | 'locale'>;
  readonly staff: Pick<BotStaff, 'post' | 'texts' | 'pingHook'>;
  /** Counts text messages that are sent as tests. */
  readonly smsTests: Limit;
  readonly records: Pick<RecordLog, 'append'>;
}): ConnectionDesk {
  const { config, staff, smsTests, records } = deps;
  const { mail, sms, oidc, secondFactor } = config;

  async function noted(
    what: Extract<AdministrationEvent, { type: 'connection.tested' }>['what'],
    name: string | null,
    by: AgentId,
    answer: ConnectionAnswer,
  ): Promise<ConnectionAnswer> {
    const event = { type: 'connection.tested', by, what, name, code: answer.code } as const;
    await records.append(administrationStream(config.tenant), '', () => ({
      events: [event],
      state: administrationRecord,
    }));
    return answer;
  }

  return {
    view: () => ({
      mail: mail && { server: URL.parse(mail.url)?.host ?? '', from: mail.from },
      sms: sms && { server: URL.parse(sms.url)?.host ?? '', sender: sms.sender, countries: sms.countries },
      signIn: oidc && { issuer: oidc.issuer, clientId: oidc.clientId },
      secondFactor,
    }),

    async testMail(by) {
      const { post } = staff;
      if (post === null) throw notConfigured();
      const { subject, text } = authStrings(by.locales[0] ?? config.locale).mail.test;
      const email = { id: `test.${randomUUID()}`, to: by.email, subject, text: interpolate(text, { name: by.name }) };
      return noted('mail', null, by.id, await answerOf(() => post(email)));
    },

    async testSms(phone, by) {
      const { texts } = staff;
      if (texts === null || sms === null) throw notConfigured();
      const to = toMobileNumber(phone, sms.countries);
      if (to === null) return { code: 'number', detail: null };
      if (!(await smsTests.allow(config.tenant)).ok) return { code: 'too-many', detail: null };
      const { text } = authStrings(by.locales[0] ?? config.locale).sms.test;
      const answer = await answerOf(() => texts.send({ id: `test.${randomUUID()}`, to, text }));
      return noted('sms', null, by.id, answer);
    },

    async testSignIn(by) {
      if (oidc === null) throw notConfigured();
      const { fault, detail } = await checkIssuer(oidc.issuer);
      return noted('sign-in', null, by, { code: fault, detail });
    },

    async testHook(name, by) {
      const answer = await staff.pingHook(name);
      if (answer === null) throw new CodedError('route.unknown', 'There is no web hook of this name. Reload the list.');
      const isGood = 'status' in answer && answer.status >= 200 && answer.status < 300;
      const code = isGood ? null : 'fault' in answer ? answer.fault : String(answer.status);
      return noted('webhook', name, by, { code, detail: null });
    },
  };
}

/** What came of sending something. */
async function answerOf(send: () => Promise<void>): Promise<ConnectionAnswer> {
  try {
    await send();
    return { code: null, detail: null };
  } catch (error) {
    return { code: codeOf(error), detail: error instanceof CodedError ? error.message : null };
  }
}

function notConfigured(): CodedError {
  return new CodedError('input.invalid', 'There is nothing to test: it is not configured.');
}

/** The roles of the protocol, in the order in which a case usually reaches them. */
const roles = ['agent', 'supervisor', 'area-head', 'communication-office'] as const;

/** Departments, and whom notifications of their cases reach, as the notifier finds them. */
export async function departmentsOf(deps: {
  readonly tenant: string;
  readonly content: () => Pick<Content, 'departments' | 'calendar'>;
  readonly directory: Pick<StaffDirectory, 'list'>;
}): Promise<readonly DepartmentView[]> {
  const { departments, calendar } = deps.content();
  const staff = await deps.directory.list(deps.tenant);
  return departments.departments.map(({ id, name, head }) => ({
    id,
    name,
    head: head ?? null,
    isGeneral: calendar.hoursOf === id,
    members: staff.filter((each) => each.active && each.departments.includes(id)).map((each) => each.id),
    notified: roles.map((role) => {
      const notification = {
        reason: 'deadline',
        case: '',
        department: id,
        agents: [],
        roles: [role],
        dueAt: null,
      } as const;
      const found = recipientsOf(notification, { staff, assignee: null, hasHead: head !== undefined });
      return { role, people: found.people.map((each) => each.id), head: found.head };
    }),
  }));
}
