import { useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { StaffImport, StaffImportLine, StaffImportResult } from '../../../../src/http/api/wireStaff.ts';
import { importStaff } from '../../actions/admin/staff.ts';
import { faultText } from '../../actions/faults.ts';
import { named, useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { closeDialog, Modal } from '../Modal.tsx';
import { CopyField } from './fields.tsx';

/** People from a table: what each line would do is shown before anything is done. */
export function ImportDialog() {
  const { close, import: strings } = useStrings().people;
  const example = useExample();
  const [csv, setCsv] = useState<string | null>(null);
  const [plan, setPlan] = useState<StaffImport | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const run = async (text: string, how: 'check' | 'do') => {
    setBusy(true);
    setFault(null);
    const answer = await importStaff(text, how);
    setBusy(false);
    if (answer === null) setFault(strings.unreadable);
    else if (answer !== 'failed') setPlan(answer);
  };
  const choose = async (file: File | undefined) => {
    if (file === undefined) return;
    const text = await file.text();
    setCsv(text);
    await run(text, 'check');
  };
  const isDone = plan !== null && plan.outcomes.length > 0;
  const count = (outcome: StaffImportLine['outcome']) =>
    plan?.lines.filter((line) => line.outcome === outcome).length ?? 0;
  const todo = count('invite') + count('change');
  return (
    <Modal title={strings.title} wide={plan !== null}>
      <div class="dialogform">
        {plan === null && (
          <>
            <p>{strings.hint}</p>
            <p>
              <a href={exampleFile(example)} download="persones.csv">
                {strings.template}
              </a>
            </p>
            <label class="labelled">
              {strings.file}
              <input
                class="field"
                type="file"
                accept=".csv,text/csv"
                disabled={busy}
                onChange={({ currentTarget }) => void choose(currentTarget.files?.[0])}
              />
            </label>
          </>
        )}
        <Fault text={fault} />
        {plan !== null && (
          <>
            <p role="status">
              {interpolate(strings.summary, {
                invite: count('invite'),
                change: count('change'),
                same: count('same'),
                wrong: count('wrong'),
              })}
            </p>
            <Lines plan={plan} />
          </>
        )}
        <div class="end">
          {busy && <span class="hint">{strings.working}</span>}
          {plan !== null && !isDone && (
            <button
              type="button"
              disabled={busy}
              onClick={() => {
                setPlan(null);
                setCsv(null);
              }}
            >
              {strings.another}
            </button>
          )}
          {plan !== null && !isDone && (
            <button
              type="button"
              class="button"
              disabled={busy || todo === 0 || csv === null}
              onClick={() => csv !== null && void run(csv, 'do')}
            >
              {interpolate(strings.go, { n: todo })}
            </button>
          )}
          {isDone && (
            <button type="button" class="button" onClick={closeDialog}>
              {close}
            </button>
          )}
        </div>
      </div>
    </Modal>
  );
}

function Lines({ plan }: { readonly plan: StaffImport }) {
  const strings = useStrings().people.import;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="wide-table" tabIndex={0} aria-label={strings.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{strings.row}</th>
            <th scope="col">{strings.who}</th>
            <th scope="col">{strings.what}</th>
          </tr>
        </thead>
        <tbody>
          {plan.lines.map((line) => (
            <tr key={line.row} class={line.outcome}>
              <td>{line.row}</td>
              <td>
                {line.person?.name ?? ''} <span class="hint">{line.email}</span>
              </td>
              <td>
                <Fate line={line} outcome={plan.outcomes.find((each) => each.row === line.row) ?? null} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What will become of a line, or what has. */
function Fate({ line, outcome }: { readonly line: StaffImportLine; readonly outcome: StaffImportResult | null }) {
  const everyString = useStrings();
  const strings = everyString.people.import;
  if (outcome !== null && line.outcome !== 'wrong') {
    if (outcome.link !== null) {
      return (
        <>
          {strings.done.link}
          <CopyField label={line.email} value={outcome.link} />
        </>
      );
    }
    return (
      <>{interpolate(strings.done[outcome.done], { why: outcome.code === null ? '' : faultText(outcome.code) })}</>
    );
  }
  if (line.outcome === 'wrong') {
    const problems = line.problems.map(({ column, kind, value }) =>
      interpolate(strings.problems[kind], { column: strings.columns[column], value }),
    );
    return (
      <span class="faulty">
        {strings.outcomes.wrong}: {problems.join('; ')}
      </span>
    );
  }
  return (
    <>
      {interpolate(strings.outcomes[line.outcome], {
        roles: line.person?.roles.map((role) => named(everyString.roles, role)).join(', ') ?? '',
        fields: line.changes.map((field) => strings.fields[field]).join(', '),
      })}
    </>
  );
}

/** An example in the names of the reader's language, which are understood in any. */
function useExample(): string {
  const strings = useStrings();
  const { columns } = strings.people.import;
  const heading = [columns.name, columns.email, columns.roles, columns.departments, columns.languages];
  const lines = [
    heading,
    ['Anna Puig', 'anna@example.cat', strings.roles.agent, '', `${strings.languages.ca}, ${strings.languages.es}`],
    [
      'Berta Roca',
      'berta@example.cat',
      `${strings.roles.supervisor}, ${strings.roles.editor}`,
      '',
      strings.languages.ca,
    ],
  ];
  return lines.map((line) => line.map((cell) => `"${cell}"`).join(';')).join('\r\n');
}

const exampleFile = (text: string) => `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${text}\r\n`)}`;
