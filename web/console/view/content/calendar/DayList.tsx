import { useState } from 'preact/hooks';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { type FieldPath, listAt } from '../../../model/content/fields.ts';
import { useStore } from '../../../observable.ts';
import { useLocale, useStrings } from '../../../strings.ts';
import { Icon } from '../../Icon.tsx';
import { fieldId } from '../fields.tsx';
import { FieldProblems } from '../problems.tsx';
import { wholeDay } from './dayNames.ts';

/** Days, each with a button that takes it away, and a field for another one. */
export function DayList({ path, label }: { readonly path: FieldPath; readonly label: string }) {
  const strings = useStrings().content;
  const locale = useLocale();
  const days = useStore(editorStore, ({ entry }) => listAt(entry, path).join(' '))
    .split(' ')
    .filter(Boolean);
  const [typed, setTyped] = useState('');
  const id = fieldId(path);
  const add = () => {
    if (typed === '' || days.includes(typed)) return;
    writeField(path, [...days, typed].sort());
    setTyped('');
  };
  return (
    <div class="labelled">
      <label for={id}>{label}</label>
      {days.length > 0 && (
        <ul class="chips">
          {days.map((day) => (
            <li key={day}>
              <span>{wholeDay(day, locale)}</span>
              <button
                type="button"
                class="plain"
                aria-label={`${strings.removeThis}: ${wholeDay(day, locale)}`}
                onClick={() => {
                  writeField(
                    path,
                    days.filter((each) => each !== day),
                  );
                  document.getElementById(id)?.focus();
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="withbutton">
        <input
          id={id}
          type="date"
          class="field"
          value={typed}
          aria-describedby={`${id}-said`}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button type="button" disabled={typed === ''} onClick={add}>
          {strings.add}
        </button>
      </div>
      <div id={`${id}-said`}>
        <FieldProblems path={path} />
      </div>
    </div>
  );
}
