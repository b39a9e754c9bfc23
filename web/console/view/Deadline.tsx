import type { CaseState } from '../../../src/core/model/case.ts';
import type { Locale } from '../../../src/core/model/locale.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { clockOf, formatDistance, formatSpan } from '../model/deadline.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { datesIn, useLocale, useStrings } from '../strings.ts';
import { showDate } from '../townDates.ts';
import { Icon } from './Icon.tsx';

/** The deadline of the case, in text and colour. */
export function DeadlineText({ caseState }: { readonly caseState: CaseState }) {
  const strings = useStrings();
  const locale = useLocale();
  const now = useStore(state, (value) => value.now);
  const clock = clockOf(caseState, now);
  if (clock === null) return null;
  const distance = formatDistance(clock.dueAt, now, datesIn(locale));
  const say = { calm: strings.due, soon: strings.dueSoon, late: strings.overdue }[clock.urgency];
  return (
    <span
      class={`deadline ${clock.urgency}`}
      title={`${strings.deadlines[clock.of]}: ${fullDate(clock.dueAt, locale)}`}
    >
      <Icon name={clock.urgency === 'late' ? 'late' : 'clock'} />
      {interpolate(say, { distance })}
    </span>
  );
}

/** The same, as short as a row needs it: the clock says that it is still to come. All of it is there for who hears it. */
export function ShortDeadline({ caseState }: { readonly caseState: CaseState }) {
  const strings = useStrings();
  const locale = useLocale();
  const now = useStore(state, (value) => value.now);
  const clock = clockOf(caseState, now);
  if (clock === null) return null;
  return (
    <span
      class={`deadline short ${clock.urgency}`}
      title={`${strings.deadlines[clock.of]}: ${fullDate(clock.dueAt, locale)}`}
    >
      <Icon name={clock.urgency === 'late' ? 'late' : 'clock'} />
      <span class="hidden">
        {clock.urgency === 'late' ? strings.overdueLabel : strings.dueLabel}{' '}
        {formatDistance(clock.dueAt, now, datesIn(locale))}
      </span>
      <span aria-hidden="true">
        {clock.urgency === 'late'
          ? formatDistance(clock.dueAt, now, datesIn(locale))
          : formatSpan(clock.dueAt - now, datesIn(locale))}
      </span>
    </span>
  );
}

export function fullDate(at: number, locale: Locale): string {
  return showDate(at, 'moment', locale);
}
