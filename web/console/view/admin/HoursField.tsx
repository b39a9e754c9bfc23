import { weekdays } from '../../../../src/core/model/accountRecord.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { type DraftPeriod, emptyPeriod, type StepProps } from '../../model/admin/accountDraft.ts';
import { useStrings } from '../../strings.ts';
import { FieldRule, FormField, Toggle } from './formFields.tsx';

/** When people attend: periods of days and times, and others in summer. */
export function HoursField(props: Pick<StepProps, 'draft' | 'change'> & { readonly wrong: string | null }) {
  const { draft, change, wrong } = props;
  const strings = useStrings().channelForm;
  const { fields, hints } = strings;
  const { summer } = draft;
  return (
    <fieldset class="hours">
      <legend>{fields.hours}</legend>
      <FieldRule id="hours" hint={hints.hours} wrong={wrong} />
      <Periods name={strings.period} periods={draft.periods} onChange={(periods) => change({ periods })} />
      <Toggle
        checked={summer !== null}
        onChange={(isOn) => change({ summer: isOn ? { from: '1/7', until: '31/8', periods: [emptyPeriod] } : null })}
      >
        {fields.summer}
      </Toggle>
      {summer !== null && (
        <>
          <div class="pair">
            <FormField
              id="summer-from"
              label={fields.summerFrom}
              value={summer.from}
              onChange={(from) => change({ summer: { ...summer, from } })}
            />
            <FormField
              id="summer-until"
              label={fields.summerUntil}
              value={summer.until}
              onChange={(until) => change({ summer: { ...summer, until } })}
            />
          </div>
          <Periods
            name={strings.summerPeriod}
            periods={summer.periods}
            onChange={(periods) => change({ summer: { ...summer, periods } })}
          />
        </>
      )}
    </fieldset>
  );
}

function Periods(props: {
  readonly name: string;
  readonly periods: readonly DraftPeriod[];
  readonly onChange: (periods: readonly DraftPeriod[]) => void;
}) {
  const { name, periods, onChange } = props;
  const strings = useStrings().channelForm;
  const replace = (index: number, change: Partial<DraftPeriod>) =>
    onChange(periods.map((each, at) => (at === index ? { ...each, ...change } : each)));
  return (
    <>
      {periods.map((period, index) => (
        <fieldset key={index} class="period">
          <legend>{interpolate(name, { n: index + 1 })}</legend>
          <div class="daylist">
            {weekdays.map((day) => (
              <label key={day} class="toggle">
                <input
                  type="checkbox"
                  checked={period.days.includes(day)}
                  onChange={() =>
                    replace(index, {
                      days: weekdays.filter((each) => (each === day) !== period.days.includes(each)),
                    })
                  }
                />
                {strings.days[day]}
              </label>
            ))}
          </div>
          <div class="times">
            <label>
              {strings.from}{' '}
              <input
                class="field"
                type="time"
                value={period.from}
                onInput={({ currentTarget }) => replace(index, { from: currentTarget.value })}
              />
            </label>
            <label>
              {strings.until}{' '}
              <input
                class="field"
                type="time"
                value={period.until}
                onInput={({ currentTarget }) => replace(index, { until: currentTarget.value })}
              />
            </label>
            {periods.length > 1 && (
              <button type="button" onClick={() => onChange(periods.filter((_, at) => at !== index))}>
                {interpolate(strings.removePeriod, { n: index + 1 })}
              </button>
            )}
          </div>
        </fieldset>
      ))}
      <button type="button" class="addperiod" onClick={() => onChange([...periods, emptyPeriod])}>
        {strings.addPeriod}
      </button>
    </>
  );
}
