import { accountChannel, unknownAccount } from '../../accounts/lifecycle.ts';
import type { TakenStep } from '../../accounts/registry.ts';
import type { AccountDefinition, AttentionHours, AttentionPeriod, Weekday } from '../../core/model/accountRecord.ts';
import { interpolate } from '../../core/util/interpolate.ts';
import { stateOf } from './list.ts';
import type { CliAccounts } from './openCliAccounts.ts';
import { type AccountStrings, accountStrings } from './strings.ts';
import { table } from './table.ts';

/**
 * Describes an account, who is behind it and its history.
 * @throws {CodedError} `account.unknown`
 */
export async function showAccount(id: string, accounts: CliAccounts): Promise<readonly string[]> {
  const { registry, config } = accounts;
  const record = registry.find(id);
  if (record === null) throw unknownAccount(id);
  const strings = accountStrings(config.locale);
  const { labels, life } = strings;
  const steps = await registry.history(id);
  const names = new Map((await accounts.people.all(config.tenant)).map((agent) => [agent.id, agent.name]));
  const people = steps.findLast(({ payload }) => payload?.people)?.payload?.people ?? null;
  const unread = steps.find(({ payload }) => payload === null);
  const hidden = unread === undefined ? '–' : unread.lost ? strings.lost : strings.erased;
  const rows = [
    [labels.id, id],
    [labels.channel, accountChannel(record)],
    [labels.state, stateOf(record, accounts)],
    [labels.owner, people?.owner ?? hidden],
    [labels.administrators, people?.administrators.join(', ') ?? hidden],
    ...(record.definition ? rowsOf(record.definition, strings) : []),
    [labels.active, registry.lastActive(id) ?? strings.never],
  ];
  return [...table(rows), '', life, ...steps.flatMap((step) => sayStep(step, names, strings))];
}

function rowsOf(definition: AccountDefinition, strings: AccountStrings): readonly (readonly string[])[] {
  const { labels, all, yes } = strings;
  const { name, area, department, languages, hours, topics, description, main, url, secrets } = definition;
  const rows = [
    [labels.name, name],
    [labels.area, area],
    [labels.department, department],
    [labels.languages, languages.join(', ')],
    [labels.hours, sayPeriods(hours.periods, strings)],
    [labels.summer, saySummer(hours, strings)],
    [labels.topics, topics?.join(', ') ?? all],
    [labels.description, description],
    [labels.url, url ?? '–'],
    [
      labels.secrets,
      Object.entries(secrets)
        .map(([secret, reference]) => `${secret} (${reference})`)
        .join(', ') || '–',
    ],
  ];
  return main ? [...rows, [labels.main, yes]] : rows;
}

function saySummer({ summer }: AttentionHours, strings: AccountStrings): string {
  if (summer === null) return '–';
  const day = (text: string) => text.split('-').reverse().map(Number).join('/');
  return `${day(summer.from)}-${day(summer.until)}: ${sayPeriods(summer.periods, strings)}`;
}

function sayPeriods(periods: readonly AttentionPeriod[], strings: AccountStrings): string {
  const sayDays = (days: readonly Weekday[]) => days.map((day) => strings.days[day]).join(' ');
  return periods.map(({ days, from, until }) => `${sayDays(days)} ${from}-${until}`).join('; ');
}

function sayStep(
  { at, events, payload }: TakenStep,
  names: ReadonlyMap<string, string>,
  strings: AccountStrings,
): readonly string[] {
  const when = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const types: Readonly<Record<string, string>> = strings.steps;
  const what = events.map(({ type }) => types[type] ?? type).join(', ');
  const [actor] = events.flatMap((event) => ('account' in event && 'by' in event ? [event.by] : []));
  const by = names.get(actor ?? '') ?? actor ?? '–';
  const { labels } = strings;
  const form = payload?.form;
  return [
    `  ${when}  ${interpolate(strings.step, { what, by })}`,
    ...(payload?.reason ? [`    ${labels.reason}: ${payload.reason}`] : []),
    ...(form
      ? [
          `    ${labels.objectives}: ${form.objectives}`,
          `    ${labels.audience}: ${form.audience}`,
          `    ${labels.content}: ${form.content}`,
          `    ${labels.signedBy}: ${form.signedBy}`,
        ]
      : []),
  ];
}
