import type { CaseEvent } from '../../../src/core/model/event.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseTurn, Setting } from '../../../src/http/api/wire.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { type ConsoleStrings, named, useLocale, useStrings } from '../strings.ts';
import { fullDate } from './Deadline.tsx';
import { nameOfAgent, nameOfDepartment, nameOfLabel, theDepartment } from './names.ts';

const shownByItself: readonly string[] = [
  'case.replied',
  'case.noted',
  'case.met',
  'case.added',
  'case.asked',
  'case.notifications-changed',
];

/** What happened to the case in a turn, one line each. Replies and notes are shown elsewhere and left out. */
export function Happened({ turn }: { readonly turn: CaseTurn }) {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const lines = turn.happened
    .filter((event) => !shownByItself.includes(event.type) && !isStepOnTheWay(event))
    .map((event) => lineOf(event, strings, setting, locale));
  return (
    <>
      {lines.map((line, index) => (
        <p key={index} class="event">
          {line}
        </p>
      ))}
    </>
  );
}

/** An attempt at sending: what comes of it is told. */
const isStepOnTheWay = (event: CaseEvent) =>
  event.type === 'case.ticket' && ['begun', 'not-sent', 'later-waiting', 'later-sending'].includes(event.what);

function lineOf(event: CaseEvent, strings: ConsoleStrings, setting: Setting | null, locale: Locale): string {
  const who = event.by === null ? strings.itself : nameOfAgent(setting, event.by);
  const hasNoLabel = event.type === 'case.labelled' && event.labels.length === 0;
  const isPublic = event.type === 'case.published' || event.type === 'case.unpublished';
  const isAway = event.type === 'case.assigned' && event.isAway === true;
  const isInstead = event.type === 'case.assigned' && event.insteadOf !== undefined;
  const isOneOf = isPublic || event.type === 'case.ticket';
  const name = isOneOf
    ? `${event.type}.${event.what}`
    : isInstead
      ? 'case.assigned.instead'
      : isAway
        ? 'case.assigned.away'
        : event.type;
  const text = hasNoLabel ? strings.labelsGone : named(strings.events, name);
  return interpolate(text, { who, ...valuesOf(event, strings, setting, locale) });
}

function valuesOf(
  event: CaseEvent,
  strings: ConsoleStrings,
  setting: Setting | null,
  locale: Locale,
): Readonly<Record<string, string | number>> {
  switch (event.type) {
    case 'case.opened':
      return { code: event.case, to: theDepartment(setting, event.department, locale) };
    case 'case.assigned':
      return {
        to:
          event.agent === null
            ? nameOfDepartment(setting, event.department, locale)
            : nameOfAgent(setting, event.agent),
        away: event.insteadOf === undefined ? '' : nameOfAgent(setting, event.insteadOf),
      };
    case 'case.labelled':
      return { labels: event.labels.map((id) => nameOfLabel(setting, id)).join(', ') };
    case 'case.prioritised':
      return { priority: strings.priorities[event.priority] };
    case 'case.glass-broken':
    case 'case.snoozed':
      return { until: fullDate(event.until, locale) };
    case 'case.proposed':
      return { sanction: strings.sanctions[event.sanction] };
    case 'case.decided':
      return {
        sanction: strings.sanctions[event.sanction],
        decision: event.accepted ? strings.confirmed : strings.rejected,
      };
    case 'case.ticket':
      return { number: event.number ?? '' };
    case 'case.weighed':
      return { outcome: strings.weighing.outcomes[event.outcome].toLowerCase() };
    case 'case.entry-given':
      return { entry: event.entry };
    case 'case.breached':
      return { deadline: strings.deadlines[event.deadline] };
    case 'case.escalated':
      return {
        roles: event.roles.map((role) => named(strings.escalations, role)).join(', '),
        percent: Math.round(event.fraction * 100),
      };
    case 'case.closed':
      return { reason: strings.closeReasons[event.reason] };
    case 'case.merged':
      return { into: event.into };
    case 'case.rated':
      return { rating: event.rating };
    default:
      return {};
  }
}
