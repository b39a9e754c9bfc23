import { useEffect, useState } from 'preact/hooks';
import { weekdays } from '../../../../../src/core/model/accountRecord.ts';
import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { forgetRemoval } from '../../../actions/content/lists.ts';
import { calendarStore, readCalendarYear } from '../../../actions/content/protocol.ts';
import { listAt } from '../../../model/content/fields.ts';
import { otherProblems } from '../../../model/content/problems.ts';
import { useStore } from '../../../observable.ts';
import { state, townDay } from '../../../state.ts';
import { useLocale, useStrings } from '../../../strings.ts';
import { Fault } from '../../Fault.tsx';
import { CheckField, SelectField } from '../fields.tsx';
import { FieldProblems, ProblemList, usePlacedProblems } from '../problems.tsx';
import { DayList } from './DayList.tsx';
import { DepartmentHours } from './DepartmentHours.tsx';
import { weekdayName } from './dayNames.ts';
import { Months } from './Months.tsx';

const shown = /^(local|hours|workingDays|hoursOf|holidays)(\.|$)/;
/** Years whose holidays the program knows. */
const knownYears = { first: 2020, last: 2060 };

/** When people work: the free days of a year, and the hours of each department. */
export function CalendarForm() {
  const strings = useStrings().content.calendar;
  const locale = useLocale();
  const thisYear = useStore(state, (all) => Number(townDay(all).slice(0, 4)));
  const [year, setYear] = useState(thisYear);
  const base = useStore(editorStore, ({ document }) => document?.base ?? null);
  const isSaved = useStore(editorStore, ({ saving }) => saving === 'saved');
  const problems = otherProblems(usePlacedProblems(), shown);
  const shownYear = useStore(calendarStore, (value) => value.year);
  const fault = useStore(calendarStore, (value) => value.fault);
  useEffect(forgetRemoval, []);
  useEffect(() => {
    if (isSaved) void readCalendarYear(year);
  }, [year, base, isSaved]);
  return (
    <div class="entryform">
      <ProblemList problems={problems} />
      <section class="calendaryear" aria-labelledby="year-title">
        <header class="sectionhead">
          <h2 id="year-title">{interpolate(strings.year, { year })}</h2>
          <span class="itembuttons">
            <button type="button" disabled={year <= knownYears.first} onClick={() => setYear(year - 1)}>
              {year - 1}
            </button>
            <button type="button" disabled={year >= knownYears.last} onClick={() => setYear(year + 1)}>
              {year + 1}
            </button>
          </span>
        </header>
        <LocalDays year={year} />
        <Fault text={fault} />
        {shownYear !== null && shownYear.year === year && <Months year={shownYear} />}
      </section>
      <section class="sides" aria-labelledby="moved-title">
        <h2 id="moved-title">{strings.moved}</h2>
        <p class="hint">{strings.movedHint}</p>
        <div class="twos">
          <DayList path={['holidays', 'also']} label={strings.also} />
          <DayList path={['holidays', 'except']} label={strings.except} />
        </div>
      </section>
      <section class="sides" aria-labelledby="hours-title">
        <h2 id="hours-title">{strings.hours}</h2>
        <p class="hint">{strings.hoursHint}</p>
        <DepartmentHours />
        <div class="twos">
          <HoursOf />
          <CheckField
            path={['workingDays']}
            legend={strings.workingDays}
            options={weekdays.map((day) => [day, weekdayName(day, locale, 'long')])}
            onWrite={(days) =>
              writeField(
                ['workingDays'],
                weekdays.filter((day) => days.includes(day)),
              )
            }
          />
        </div>
      </section>
    </div>
  );
}

/** Whose hours count for departments that have none of their own. */
function HoursOf() {
  const strings = useStrings().content.calendar;
  const locale = useLocale();
  const departments = useStore(state, ({ setting }) => setting?.departments ?? null) ?? [];
  return (
    <SelectField
      path={['hoursOf']}
      label={strings.hoursOf}
      options={departments.map(({ id, name }) => [id, name[locale]])}
    />
  );
}

/** The town's two holidays of a year. */
function LocalDays({ year }: { readonly year: number }) {
  const strings = useStrings().content.calendar;
  const path = ['local', String(year)];
  const [first = '', second = ''] = useStore(editorStore, ({ entry }) => listAt(entry, path).join(' ')).split(' ');
  const days = [first, second].filter((day) => day !== '');
  const write = (at: number, day: string) => {
    const wanted = [first, second].map((each, index) => (index === at ? day : each)).filter((each) => each !== '');
    writeField(path, wanted);
  };
  return (
    <fieldset class={`texts localdays ${days.length < 2 ? 'missing' : ''}`}>
      <legend>{interpolate(strings.local, { year })}</legend>
      {days.length < 2 && <p class="problem">{interpolate(strings.localAsked, { year })}</p>}
      <div class="localfields">
        {[first, second].map((day, at) => (
          <label key={at} class="labelled">
            {interpolate(strings.localDay, { n: at + 1 })}
            <input
              type="date"
              class="field"
              min={`${year}-01-01`}
              max={`${year}-12-31`}
              value={day}
              onInput={({ currentTarget }) => write(at, currentTarget.value)}
            />
          </label>
        ))}
      </div>
      <FieldProblems path={path} />
    </fieldset>
  );
}
