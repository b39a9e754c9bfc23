import { weekdays } from '../../../../../src/core/model/accountRecord.ts';
import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { addItem, removeItem } from '../../../actions/content/lists.ts';
import { type FieldPath, isDataObject, isList, listAt, textAt, valueAt } from '../../../model/content/fields.ts';
import { useStore } from '../../../observable.ts';
import { state } from '../../../state.ts';
import { useLocale, useStrings } from '../../../strings.ts';
import { Icon } from '../../Icon.tsx';
import { nameOfDepartment } from '../../names.ts';
import { Removal } from '../ItemButtons.tsx';
import { FieldProblems } from '../problems.tsx';
import { weekdayName } from './dayNames.ts';

/** A usual day, to begin with. */
const usual = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '9:00', until: '14:00' } as const;

/** The weekly hours of each department that has its own. */
export function DepartmentHours() {
  const strings = useStrings().content;
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const own = useStore(editorStore, ({ entry }) => Object.keys(isDataObject(entry.hours) ? entry.hours : {}).join(' '))
    .split(' ')
    .filter(Boolean);
  const others = (setting?.departments ?? []).filter(({ id }) => !own.includes(id));
  return (
    <>
      {own.map((id) => {
        const name = nameOfDepartment(setting, id, locale);
        return (
          <details key={id} class="side" open={own.length < 3}>
            <summary>{name}</summary>
            <Periods path={['hours', id, 'periods']} name={name} />
            <Summer path={['hours', id, 'summer']} name={name} />
            {own.length > 1 && (
              <button type="button" class="plain danger" onClick={() => writeField(['hours', id], undefined)}>
                {interpolate(strings.removeSide, { name })}
              </button>
            )}
          </details>
        );
      })}
      {others.length > 0 && (
        <label class="addside">
          {strings.calendar.addHours}
          <select
            value=""
            onChange={({ currentTarget }) => {
              const { value } = currentTarget;
              if (value !== '') writeField(['hours', value], { periods: [{ ...usual, days: [...usual.days] }] });
              currentTarget.value = '';
            }}
          >
            <option value="">{strings.choose}</option>
            {others.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[locale]}
              </option>
            ))}
          </select>
        </label>
      )}
      <FieldProblems path={['hours']} isExact />
    </>
  );
}

function Periods({ path, name }: { readonly path: FieldPath; readonly name: string }) {
  const strings = useStrings().content.calendar;
  const count = useStore(editorStore, ({ entry }) => {
    const list = valueAt(entry, path);
    return isList(list) ? list.length : 0;
  });
  return (
    <div class="periods">
      {Array.from({ length: count }, (_, at) => (
        <Period key={at} path={[...path, at]} onRemove={count > 1 ? () => removeItem(path, at) : null} />
      ))}
      <Removal path={path} />
      <button
        type="button"
        aria-label={`${strings.addPeriod}: ${name}`}
        onClick={() => addItem(path, count, { ...usual, days: [...usual.days] })}
      >
        {strings.addPeriod}
      </button>
      <FieldProblems path={path} isExact />
    </div>
  );
}

function Period({ path, onRemove }: { readonly path: FieldPath; readonly onRemove: (() => void) | null }) {
  const strings = useStrings().content;
  const locale = useLocale();
  const days = useStore(editorStore, ({ entry }) => listAt(entry, [...path, 'days']).join(' '))
    .split(' ')
    .filter(Boolean);
  return (
    <fieldset class="period">
      <legend class="hidden">{strings.calendar.period}</legend>
      <span class="days">
        {weekdays.map((day) => (
          <label key={day} title={weekdayName(day, locale, 'long')}>
            <input
              type="checkbox"
              aria-label={weekdayName(day, locale, 'long')}
              checked={days.includes(day)}
              onChange={() =>
                writeField(
                  [...path, 'days'],
                  weekdays.filter((each) => days.includes(each) !== (each === day)),
                )
              }
            />
            <span aria-hidden="true">{weekdayName(day, locale, 'short')}</span>
          </label>
        ))}
      </span>
      <TimeField path={[...path, 'from']} label={strings.calendar.fromTime} />
      <TimeField path={[...path, 'until']} label={strings.calendar.untilTime} />
      {onRemove !== null && (
        <button type="button" class="plain" aria-label={strings.calendar.removePeriod} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
      <FieldProblems path={path} />
    </fieldset>
  );
}

function TimeField({ path, label }: { readonly path: FieldPath; readonly label: string }) {
  const value = useStore(editorStore, ({ entry }) => textAt(entry, path));
  return (
    <label class="time">
      {label}
      <input
        type="time"
        class="field"
        value={value.padStart(5, '0')}
        onInput={({ currentTarget }) => currentTarget.value !== '' && writeField(path, currentTarget.value)}
      />
    </label>
  );
}

/** Other hours between two days of the year. */
function Summer({ path, name }: { readonly path: FieldPath; readonly name: string }) {
  const strings = useStrings().content.calendar;
  const has = useStore(editorStore, ({ entry }) => isDataObject(valueAt(entry, path)));
  if (!has) {
    const begin = { from: '07-01', until: '08-31', periods: [{ ...usual, days: [...usual.days] }] };
    return (
      <button type="button" aria-label={`${strings.addSummer}: ${name}`} onClick={() => writeField(path, begin)}>
        {strings.addSummer}
      </button>
    );
  }
  return (
    <fieldset class="texts">
      <legend>{strings.summer}</legend>
      <div class="localfields">
        <YearDay path={[...path, 'from']} label={strings.summerFrom} />
        <YearDay path={[...path, 'until']} label={strings.summerUntil} />
      </div>
      <Periods path={[...path, 'periods']} name={`${name}, ${strings.summer}`} />
      <button type="button" class="plain danger" onClick={() => writeField(path, undefined)}>
        {strings.removeSummer}
      </button>
    </fieldset>
  );
}

/** A day of any year: `07-01`. */
function YearDay({ path, label }: { readonly path: FieldPath; readonly label: string }) {
  const value = useStore(editorStore, ({ entry }) => textAt(entry, path));
  return (
    <label class="labelled">
      {label}
      <input
        class="field"
        value={value}
        placeholder="07-01"
        inputMode="numeric"
        onInput={({ currentTarget }) => writeField(path, currentTarget.value)}
      />
      <FieldProblems path={path} />
    </label>
  );
}
