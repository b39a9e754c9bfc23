import { useState } from 'preact/hooks';
import {
  type Frequency,
  frequencies,
  type Recurrence,
  type RuleDay,
  readRecurrence,
  ruleDays,
  writeRecurrence,
} from '../../../../src/core/model/announcements/recurrence.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { editorStore, writeField } from '../../actions/content/editor.ts';
import { repeatFrom } from '../../model/content/announcement.ts';
import { listAt, textAt } from '../../model/content/fields.ts';
import { useStore } from '../../observable.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { fieldId } from '../content/fields.tsx';
import { FieldProblems } from '../content/problems.tsx';
import { ruleDayName, sayRule } from './sayRule.ts';

/** How an announcement repeats, in words: how often, on which days, until when, and when not. */
export function RepeatFields() {
  const strings = useStrings().announcements.repeating;
  const locale = useLocale();
  const text = useStore(editorStore, ({ entry }) => textAt(entry, ['repeat']));
  const from = useStore(editorStore, ({ entry }) => textAt(entry, ['from']));
  const rule = readRecurrence(text);
  const id = fieldId(['repeat']);
  const write = (next: Recurrence | null) => {
    writeField(['repeat'], next === null ? undefined : writeRecurrence(next));
    if (next === null) writeField(['except'], undefined);
  };
  return (
    <fieldset class="options repeat">
      <legend>{strings.legend}</legend>
      <p class="labelled inline">
        <label for={id}>{strings.howOften}</label>
        <select
          id={id}
          value={rule?.frequency ?? ''}
          aria-describedby={`${id}-said`}
          onChange={({ currentTarget: { value } }) =>
            write(value === '' ? null : repeatFrom(value as Frequency, from, rule))
          }
        >
          <option value="">{strings.never}</option>
          {frequencies.map((each) => (
            <option key={each} value={each}>
              {strings.every[each]}
            </option>
          ))}
        </select>
      </p>
      {rule !== null && <Rule rule={rule} from={from} onWrite={write} />}
      <div id={`${id}-said`}>
        {rule !== null && <p class="hint">{sayRule(text, strings, locale)}</p>}
        <FieldProblems path={['repeat']} />
      </div>
      {text !== '' && <Exceptions />}
      {text !== '' && <p class="hint">{strings.hint}</p>}
    </fieldset>
  );
}

function Rule(props: {
  readonly rule: Recurrence;
  readonly from: string;
  readonly onWrite: (rule: Recurrence) => void;
}) {
  const strings = useStrings().announcements.repeating;
  const locale = useLocale();
  const { rule, from, onWrite } = props;
  const { frequency, interval, days, end } = rule;
  const monthly = days[0] === undefined ? 'date' : days[0].nth === -1 ? 'last' : 'nth';
  const own = dayOf(from);
  const pickMonthly = (value: string) => {
    const nth = value === 'last' ? -1 : Math.min(5, Math.ceil(Number(from.slice(8, 10)) / 7));
    onWrite({ ...rule, days: value === 'date' ? [] : [{ day: own, nth }] });
  };
  return (
    <>
      <p class="labelled inline">
        <label for="repeat-interval">{strings.interval[frequency]}</label>
        <input
          id="repeat-interval"
          class="field"
          type="number"
          min={1}
          max={99}
          value={interval}
          onChange={({ currentTarget }) =>
            onWrite({ ...rule, interval: Math.min(99, Math.max(1, Math.round(currentTarget.valueAsNumber) || 1)) })
          }
        />
      </p>
      {frequency === 'WEEKLY' && (
        <fieldset class="options checks">
          <legend>{strings.onDays}</legend>
          {ruleDays.map((day) => (
            <label key={day}>
              <input
                type="checkbox"
                checked={days.some((each) => each.day === day)}
                onChange={({ currentTarget: { checked } }) => {
                  const wanted = ruleDays.filter((each) =>
                    each === day ? checked : days.some((known) => known.day === each),
                  );
                  onWrite({
                    ...rule,
                    days: (wanted.length === 0 ? [own] : wanted).map((each) => ({ day: each, nth: null })),
                  });
                }}
              />
              {ruleDayName(day, locale)}
            </label>
          ))}
        </fieldset>
      )}
      {frequency === 'MONTHLY' && (
        <p class="labelled inline">
          <label for="repeat-month">{strings.inMonth}</label>
          <select id="repeat-month" value={monthly} onChange={({ currentTarget }) => pickMonthly(currentTarget.value)}>
            <option value="date">{interpolate(strings.sameDate, { n: Number(from.slice(8, 10)) || 1 })}</option>
            <option value="nth">{strings.sameWeekday}</option>
            <option value="last">{strings.lastWeekday}</option>
          </select>
        </p>
      )}
      <p class="labelled inline">
        <label for="repeat-end">{strings.ends}</label>
        <select
          id="repeat-end"
          value={'count' in end ? 'count' : 'until'}
          onChange={({ currentTarget: { value } }) =>
            onWrite({ ...rule, end: value === 'count' ? { count: 10 } : repeatFrom(frequency, from, null).end })
          }
        >
          <option value="until">{strings.onDay}</option>
          <option value="count">{strings.afterTimes}</option>
        </select>
        {'count' in end ? (
          <input
            class="field"
            type="number"
            min={1}
            max={400}
            aria-label={strings.afterTimes}
            value={end.count}
            onChange={({ currentTarget }) =>
              onWrite({
                ...rule,
                end: { count: Math.min(400, Math.max(1, Math.round(currentTarget.valueAsNumber) || 1)) },
              })
            }
          />
        ) : (
          <input
            class="field"
            type="date"
            aria-label={strings.onDay}
            value={end.until}
            onChange={({ currentTarget: { value } }) => value !== '' && onWrite({ ...rule, end: { until: value } })}
          />
        )}
      </p>
    </>
  );
}

/** Days on which it does not take place. */
function Exceptions() {
  const strings = useStrings().announcements.repeating;
  const except = useStore(editorStore, ({ entry }) => listAt(entry, ['except']).join(' '))
    .split(' ')
    .filter(Boolean);
  const [day, setDay] = useState('');
  const write = (days: readonly string[]) => writeField(['except'], days.length === 0 ? undefined : days);
  return (
    <div class="labelled">
      <p class="labelled inline">
        <label for="field-except">{strings.except}</label>
        <input
          id="field-except"
          class="field"
          type="date"
          value={day}
          onInput={({ currentTarget }) => setDay(currentTarget.value)}
        />
        <button
          type="button"
          disabled={day === '' || except.includes(day)}
          onClick={() => {
            write([...except, day].sort());
            setDay('');
          }}
        >
          {strings.addDay}
        </button>
      </p>
      {except.length > 0 && (
        <ul class="chips">
          {except.map((each) => (
            <li key={each}>
              <button type="button" onClick={() => write(except.filter((other) => other !== each))}>
                {interpolate(strings.dropDay, { day: each })}
              </button>
            </li>
          ))}
        </ul>
      )}
      <FieldProblems path={['except']} />
    </div>
  );
}

const dayOf = (from: string): RuleDay => {
  const at = Date.parse(`${from.slice(0, 10)}T00:00Z`);
  return ruleDays[Number.isNaN(at) ? 0 : (new Date(at).getUTCDay() + 6) % 7] ?? 'MO';
};
