import { useLayoutEffect } from 'preact/hooks';
import { readingsStore, readReadings } from '../actions/readings.ts';
import { go } from '../actions/route.ts';
import { pathOf } from '../model/route.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { showDate } from '../townDates.ts';
import { Fault } from './Fault.tsx';
import { nameOfAgent } from './names.ts';

/** Who among staff read what citizens wrote, for supervisors, administrators and auditors. */
export function ReadingsPage() {
  const strings = useStrings();
  const { day, readings, next, fault } = useStore(readingsStore, (value) => value);
  // Before what was loaded on an earlier visit can be pressed: a question for older ones would be overtaken by this one.
  useLayoutEffect(() => void readReadings(null, null), []);
  return (
    <section class="page">
      <header>
        <h1>{strings.readings.title}</h1>
        <label class="labelled">
          {strings.readings.day}
          <input
            type="date"
            class="field"
            value={day}
            onChange={({ currentTarget }) => void readReadings(currentTarget.value || null, null)}
          />
        </label>
      </header>
      <p class="hint">{strings.readings.hint}</p>
      <Fault text={fault} />
      {fault === null && day !== '' && readings.length === 0 && <p>{strings.readings.none}</p>}
      {readings.length > 0 && <ReadingsTable />}
      {next !== null && (
        <button type="button" onClick={() => void readReadings(day, next)}>
          {strings.readings.more}
        </button>
      )}
    </section>
  );
}

function ReadingsTable() {
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const readings = useStore(readingsStore, (value) => value.readings);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="wide-table" tabIndex={0} aria-label={strings.readings.title}>
      <table class="readings">
        <thead>
          <tr>
            <th scope="col">{strings.readings.at}</th>
            <th scope="col">{strings.readings.who}</th>
            <th scope="col">{strings.readings.what}</th>
            <th scope="col">{strings.readings.code}</th>
            <th scope="col">{strings.readings.reason}</th>
          </tr>
        </thead>
        <tbody>
          {readings.map((each, index) => (
            <tr key={`${each.at} ${index}`} class={each.what === 'glass' ? 'glass' : ''}>
              <td>{showDate(each.at, 'hour', locale)}</td>
              <td>{each.by === null ? strings.readings.command : nameOfAgent(setting, each.by)}</td>
              <td>
                {strings.readings.kinds[each.what]}{' '}
                {each.odd.map((odd) => (
                  <span key={odd} class="tag">
                    {strings.readings.odd[odd]}
                  </span>
                ))}
              </td>
              <td>{each.code !== null && <CaseLink code={each.code} />}</td>
              <td>{each.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function CaseLink({ code }: { readonly code: string }) {
  const route = { page: 'inbox', code } as const;
  return (
    <a
      href={pathOf(route)}
      onClick={(event) => {
        event.preventDefault();
        go(route);
      }}
    >
      {code}
    </a>
  );
}
