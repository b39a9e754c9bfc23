import type { QuietHours } from '../../../../src/core/model/desk/notificationChoice.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { datesIn, useLocale } from '../../strings.ts';
import { Checks } from '../forms.tsx';
import { useOwnTexts } from './ownTexts.ts';

/** What quiet hours begin with: nights, from every day of the week. */
const nights: QuietHours = { from: '22:00', to: '07:00', days: [1, 2, 3, 4, 5, 6, 7], emergencies: true };

/** Quiet hours, or none (null). */
export function QuietHoursFields(props: {
  readonly quietHours: QuietHours | null;
  readonly timeZone: string;
  readonly onChange: (quietHours: QuietHours | null) => void;
}) {
  const texts = useOwnTexts();
  const locale = useLocale();
  const { quietHours, timeZone, onChange } = props;
  return (
    <>
      <h2>{texts.quietHours}</h2>
      <p class="hint">{interpolate(texts.quietHoursHint, { zone: timeZone })}</p>
      <label class="toggle">
        <input
          type="checkbox"
          checked={quietHours !== null}
          onChange={() => onChange(quietHours === null ? nights : null)}
        />
        {texts.quietHoursOn}
      </label>
      {quietHours !== null && (
        <>
          <TimeField
            label={texts.from}
            value={quietHours.from}
            onChange={(from) => onChange({ ...quietHours, from })}
          />
          <TimeField
            label={quietHours.to > quietHours.from ? texts.to : `${texts.to} (${texts.nextDay})`}
            value={quietHours.to}
            onChange={(to) => onChange({ ...quietHours, to })}
          />
          <Checks
            legend={texts.days}
            options={nights.days.map((day) => [String(day), nameOfDay(day, datesIn(locale))])}
            values={quietHours.days.map(String)}
            onPick={(days) => onChange({ ...quietHours, days: days.map(Number).sort() })}
          />
          <label class="toggle">
            <input
              type="checkbox"
              checked={quietHours.emergencies}
              onChange={() => onChange({ ...quietHours, emergencies: !quietHours.emergencies })}
            />
            {texts.emergencies}
          </label>
        </>
      )}
    </>
  );
}

function TimeField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <label class="labelled">
      {props.label}
      <input
        type="time"
        class="field"
        required
        value={props.value}
        onInput={({ currentTarget }) => props.onChange(currentTarget.value)}
      />
    </label>
  );
}

/** 1 January 2024 was a Monday. */
const nameOfDay = (day: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
