import type { Kind } from '../core/model/kind.ts';
import type { Locale } from '../core/model/locale.ts';
import { contracted } from '../core/util/contracted.ts';
import { createDates } from '../core/util/dates.ts';
import { interpolate } from '../core/util/interpolate.ts';
import type { Circumstances, Decision, Due, Escalation } from './decision.ts';
import type { Action, Deadline, Duration, Protocol, Role, Trait } from './protocol.ts';
import { wallTime } from './time/index.ts';

/** The texts that explain a decision, in one language; `{{name}}` is replaced by a value. */
export interface ExplanationStrings {
  readonly message: string;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly traits: Readonly<Record<Trait, string>>;
  readonly besides: string;
  readonly surface: Readonly<Record<'public' | 'private', string>>;
  readonly open: string;
  readonly closed: string;
  readonly checks: string;
  readonly rule: string;
  readonly does: string;
  readonly actions: Readonly<Record<Action, string>>;
  readonly department: string;
  readonly breaks: string;
  readonly evidence: string;
  readonly confirmation: Readonly<Record<'person' | 'none', string>>;
  readonly tone: string;
  readonly first: string;
  readonly resolution: string;
  readonly noFirst: string;
  readonly noResolution: string;
  readonly extended: string;
  readonly units: Readonly<Record<Duration['unit'], { readonly one: string; readonly other: string }>>;
  readonly binding: Readonly<Record<Deadline['binding'], string>>;
  readonly administrativeSilence: string;
  readonly escalations: string;
  readonly notify: string;
  readonly of: Readonly<Record<Escalation['of'], string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly reply: string;
  readonly localDays: string;
}

interface Explained {
  readonly locale: Locale;
  readonly strings: ExplanationStrings;
  /** The name of a department by its id: standalone, and within a sentence, with its article. */
  readonly department: (id: string) => string;
  readonly theDepartment: (id: string) => string;
  /** Values of the `{{names}}` in replies, from `council.yaml`. */
  readonly values: Readonly<Record<string, string>>;
}

/** Explains a decision: one line per statement, the text of the reply last. */
export function explain(
  protocol: Protocol,
  circumstances: Circumstances,
  decision: Decision,
  { locale, strings, department, theDepartment, values }: Explained,
): readonly string[] {
  const when = createDates(locale, protocol.calendar.timeZone);
  const list = new Intl.ListFormat(locale);
  const deadline = (label: string, due: Due | null, none: string): string => {
    if (due === null) return none;
    const values = {
      until: when.until(due.at),
      duration: sayDuration(due.duration, strings),
      binding: strings.binding[due.binding],
    };
    const said = interpolate(label, { ...values, cites: due.cites.join('; ') });
    return due.extendedAt === null
      ? said
      : `${said} ${interpolate(strings.extended, { until: when.until(due.extendedAt) })}`;
  };
  /** With the values known before there is a case: not its code or its agent. */
  const sayReply = (key: string): string => {
    const { first } = decision;
    const due = decision.resolution ?? first;
    const soon = first === null || first.duration.unit === 'at-once' ? due : first;
    return interpolate(protocol.replies[key]?.[locale] ?? '', {
      ...values,
      date: when.day(circumstances.at),
      department: theDepartment(decision.department),
      opening: when.opening(decision.opensAt, circumstances.at),
      administrativeSilence: protocol.administrativeSilence[decision.administrativeSilence]?.say[locale] ?? '',
      ...(due === null ? {} : { deadline: when.until(due.at, circumstances.at) }),
      ...(soon === null ? {} : { firstDeadline: when.until(soon.at, circumstances.at) }),
    });
  };
  const { actions, breaks, evidence, checks, escalations, reply } = decision;
  const lines: (string | null)[] = [
    interpolate(strings.message, {
      kind: strings.kinds[circumstances.kind],
      surface: strings.surface[circumstances.surface],
      at: when.moment(circumstances.at),
    }),
    circumstances.traits.length === 0
      ? null
      : interpolate(strings.besides, {
          traits: list.format(circumstances.traits.map((trait) => strings.traits[trait])),
        }),
    decision.open
      ? strings.open
      : interpolate(strings.closed, { opening: when.opening(decision.opensAt, circumstances.at) }),
    checks === null
      ? null
      : interpolate(strings.checks, { count: String(checks), cites: protocol.freeDays.cites.join('; ') }),
    interpolate(strings.rule, { rule: decision.rule, version: decision.protocol, cites: decision.cites.join('; ') }),
    interpolate(strings.does, {
      actions: list.format(
        actions.map((action) =>
          interpolate(strings.actions[action], { department: theDepartment(decision.department) }),
        ),
      ),
    }),
    breaks === null
      ? null
      : interpolate(strings.breaks, { condition: protocol.conditions[breaks]?.say[locale] ?? breaks }),
    evidence.length === 0 ? null : `${strings.evidence} ${strings.confirmation[decision.confirmation]}`,
    interpolate(strings.department, { department: department(decision.department) }),
    interpolate(strings.tone, { tone: protocol.tones[decision.tone]?.say[locale] ?? decision.tone }),
    deadline(strings.first, decision.first, strings.noFirst),
    deadline(strings.resolution, decision.resolution, strings.noResolution),
    interpolate(strings.administrativeSilence, {
      administrativeSilence:
        protocol.administrativeSilence[decision.administrativeSilence]?.say[locale] ?? decision.administrativeSilence,
    }),
    escalations.length === 0 ? null : strings.escalations,
    ...escalations.map((each) =>
      interpolate(strings.notify, {
        at: when.moment(each.at),
        roles: list.format(each.roles.map((role) => strings.roles[role])),
        part: `${Math.round(each.fraction * 100)}`,
        of: strings.of[each.of],
      }),
    ),
    localDaysMissing(protocol, circumstances.at, decision, strings),
    reply === null ? null : `${interpolate(strings.reply, { reply })}\n${sayReply(reply)}`,
  ];
  return lines.filter((line) => line !== null).map((line) => contracted(line, locale));
}

function sayDuration(duration: Duration, strings: ExplanationStrings): string {
  if (duration.unit === 'at-once') return strings.units['at-once'].one;
  return interpolate(strings.units[duration.unit][duration.amount === 1 ? 'one' : 'other'], {
    amount: String(duration.amount),
  });
}

/** Warns of years without local holidays where they could move a deadline. */
function localDaysMissing(
  protocol: Protocol,
  from: number,
  decision: Decision,
  strings: ExplanationStrings,
): string | null {
  if (decision.first === null && decision.resolution === null) return null;
  const until = Math.max(from, decision.first?.at ?? from, decision.resolution?.at ?? from);
  const yearOf = (instant: number) => Number(wallTime(protocol.calendar.timeZone, instant).day.slice(0, 4));
  const years = [];
  for (let year = yearOf(from); year <= yearOf(until); year++) {
    if ((protocol.local[year]?.length ?? 0) < 2) years.push(year);
  }
  return years.length === 0 ? null : interpolate(strings.localDays, { years: years.join(', ') });
}
