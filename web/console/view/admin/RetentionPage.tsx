import { useEffect } from 'preact/hooks';
import type { RetentionReport } from '../../../../src/core/model/rights/retention.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { RetentionView } from '../../../../src/http/api/wireRights.ts';
import { previewRetention, readRetention, retentionStore } from '../../actions/admin/retention.ts';
import { useStore } from '../../observable.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { showDay } from '../../townDates.ts';
import { fullDate } from '../Deadline.tsx';
import { AdminPage } from './AdminPage.tsx';
import { Select } from './fields.tsx';

/** How far ahead one may look, in days. */
const choices = [0, 7, 30, 90, 365] as const;

/** How long what people write is kept, what would be erased by a day, and what the newest nights erased. */
export function RetentionPage() {
  const strings = useStrings().retention;
  const { view, fault } = useStore(retentionStore, (value) => value);
  useEffect(() => void readRetention(), []);
  return (
    <AdminPage id="retention" title={strings.title} hint={strings.hint} fault={fault} isRead={view !== null}>
      {view !== null && !view.isDaily && <p class="banner">{strings.off}</p>}
      {view !== null && (view.rules === null ? <p class="empty">{strings.noRules}</p> : <Rules rules={view.rules} />)}
      {view !== null && view.rules !== null && <Preview rules={view.rules} />}
      {view !== null && <Runs view={view} />}
    </AdminPage>
  );
}

type Rules = NonNullable<RetentionView['rules']>;

function Rules({ rules }: { readonly rules: Rules }) {
  const strings = useStrings().retention;
  const locale = useLocale();
  return (
    <section aria-labelledby="retention-rules">
      <h2 id="retention-rules">{strings.rules}</h2>
      <ul class="cards">
        {rules.map(({ id, say, cites, binding }) => (
          <li key={id}>
            <div>
              <strong>{say[locale]}</strong>
              <p class="hint">
                {strings.binding[binding]} {cites.filter((cited) => cited !== 'own').join('; ')}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Preview({ rules }: { readonly rules: Rules }) {
  const strings = useStrings().retention;
  const locale = useLocale();
  const { preview, days, busy } = useStore(retentionStore, (value) => value);
  const dayText = (day: string) => showDay(day, locale);
  return (
    <section aria-labelledby="retention-preview">
      <h2 id="retention-preview">{strings.preview}</h2>
      <div class="contentfilters">
        <Select
          label={strings.ahead}
          value={String(days)}
          options={choices.map((each) => [String(each), strings.days[each]] as const)}
          onChange={(chosen) => retentionStore.set({ days: Number(chosen) })}
        />
        <button type="button" class="button" disabled={busy} onClick={() => void previewRetention(days)}>
          {busy ? strings.counting : strings.count}
        </button>
      </div>
      <div aria-live="polite">
        {preview !== null && preview.report !== null && (
          <>
            <p>{interpolate(strings.until, { day: dayText(preview.day), n: preview.report.conversations })}</p>
            <Report report={preview.report} rules={rules} />
          </>
        )}
      </div>
    </section>
  );
}

function Runs({ view }: { readonly view: RetentionView }) {
  const strings = useStrings().retention;
  const locale = useLocale();
  return (
    <section aria-labelledby="retention-runs">
      <h2 id="retention-runs">{strings.runs}</h2>
      {view.runs.length === 0 && <p class="empty">{strings.noRuns}</p>}
      {view.runs.map((run) => (
        <details key={run.at}>
          <summary>
            {interpolate(strings.run, {
              at: fullDate(run.at, locale),
              n: run.erased.reduce((sum, { stretches }) => sum + stretches, 0),
            })}
          </summary>
          <Report report={run} rules={view.rules ?? []} />
        </details>
      ))}
    </section>
  );
}

function Report({ report, rules }: { readonly report: RetentionReport; readonly rules: Rules }) {
  const strings = useStrings().retention;
  const locale = useLocale();
  const { erased, kept, failed } = report;
  const nameOf = (id: string) => rules.find((rule) => rule.id === id)?.say[locale] ?? id;
  return (
    <>
      {erased.length === 0 && <p>{strings.nothing}</p>}
      {erased.length > 0 && (
        <ul>
          {erased.map(({ rule, stretches, cases }) => (
            <li key={rule}>{interpolate(strings.row, { rule: nameOf(rule), n: stretches, cases })}</li>
          ))}
        </ul>
      )}
      {kept.open + kept.held + kept.restricted > 0 && <p class="hint">{interpolate(strings.kept, { ...kept })}</p>}
      {failed > 0 && <p class="fault">{interpolate(strings.failed, { n: failed })}</p>}
    </>
  );
}
