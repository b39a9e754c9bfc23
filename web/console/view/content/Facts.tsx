import { editorStore, writeField } from '../../actions/content/editor.ts';
import { type Data, type FieldPath, textAt, valueAt } from '../../model/content/fields.ts';
import { useStore } from '../../observable.ts';
import { state, townDay } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { FieldProblems, useFieldProblems } from './problems.tsx';
import { ServicesField } from './ServicesField.tsx';

/** Where the answer comes from, who is responsible for it, and until when it holds. */
export function Facts() {
  const strings = useStrings();
  const locale = useLocale();
  const departments = useStore(state, ({ setting }) => setting?.departments ?? null) ?? [];
  const department = useStore(editorStore, ({ entry }) => textAt(entry, ['department']));
  const today = useStore(state, townDay);
  return (
    <section class="facts-form">
      <h2>{strings.content.facts}</h2>
      <div class="twos">
        <label class="labelled">
          {strings.department}
          <select value={department} onChange={({ currentTarget }) => writeField(['department'], currentTarget.value)}>
            <option value="">{strings.content.choose}</option>
            {department !== '' && !departments.some(({ id }) => id === department) && (
              <option value={department}>{department}</option>
            )}
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[locale]}
              </option>
            ))}
          </select>
          <FieldProblems path={['department']} />
        </label>
        <div class="withbutton">
          <TextField path={['verified']} label={strings.content.verified} type="date" />
          <button type="button" onClick={() => writeField(['verified'], today)}>
            {strings.content.verifiedToday}
          </button>
        </div>
      </div>
      <SourceFields path={[]} />
      <div class="twos">
        <TextField path={['valid', 'from']} label={strings.content.validFrom} type="date" />
        <TextField path={['valid', 'until']} label={strings.content.validUntil} type="date" />
      </div>
      <ServicesField path={['followUps']} label={strings.content.followUps} most={mostFollowUps} />
      <fieldset class="options">
        <legend>{strings.content.circumstances}</legend>
        <Flag path={['personal']} label={strings.content.personal} />
        <Flag path={['sensitive']} label={strings.content.sensitive} />
        <Flag path={['quickExit']} label={strings.content.quickExit} />
      </fieldset>
    </section>
  );
}

/** A page of the council from which an answer was taken. */
export function SourceFields({ path }: { readonly path: FieldPath }) {
  const strings = useStrings().content;
  return (
    <div class="twos">
      <SourceField path={path} name="name" label={strings.sourceName} />
      <SourceField path={path} name="url" label={strings.sourceUrl} />
      <FieldProblems path={[...path, 'source']} isExact />
    </div>
  );
}

/** A source has both fields, or is not there. */
function SourceField(props: { readonly path: FieldPath; readonly name: 'name' | 'url'; readonly label: string }) {
  const source = [...props.path, 'source'];
  const other = props.name === 'url' ? 'name' : 'url';
  const write = (text: string) => {
    const kept = textAt(editorStore.get().entry, [...source, other]);
    const both: Data = props.name === 'url' ? { url: text, name: kept } : { url: kept, name: text };
    writeField(source, text === '' && kept === '' ? undefined : both);
  };
  return (
    <TextField
      path={[...source, props.name]}
      label={props.label}
      type={props.name === 'url' ? 'url' : 'text'}
      onWrite={write}
    />
  );
}

/** One line of text or a date. */
export function TextField(props: {
  readonly path: FieldPath;
  readonly label: string;
  readonly type?: 'text' | 'date' | 'url';
  readonly onWrite?: (text: string) => void;
}) {
  const { path, type = 'text' } = props;
  const value = useStore(editorStore, ({ entry }) => textAt(entry, path));
  const problems = useFieldProblems(path);
  const id = `field-${path.join('-')}`;
  const write = props.onWrite ?? ((text: string) => writeField(path, text === '' ? undefined : text));
  const field = {
    id,
    class: 'field',
    value,
    autocomplete: 'off',
    'aria-invalid': problems.length > 0,
    'aria-describedby': problems.length > 0 ? `${id}-said` : undefined,
    onInput: (event: InputEvent & { readonly currentTarget: HTMLInputElement }) => write(event.currentTarget.value),
  };
  return (
    <div class="labelled">
      <label for={id}>{props.label}</label>
      {type === 'date' ? (
        <input {...field} type="date" />
      ) : (
        <input {...field} inputMode={type === 'url' ? 'url' : 'text'} />
      )}
      <div id={`${id}-said`}>
        <FieldProblems path={path} />
      </div>
    </div>
  );
}

/** Off is not written. */
function Flag({ path, label }: { readonly path: FieldPath; readonly label: string }) {
  const isOn = useStore(editorStore, ({ entry }) => valueAt(entry, path) === true);
  return (
    <label>
      <input type="checkbox" checked={isOn} onChange={() => writeField(path, isOn ? undefined : true)} />
      {label}
    </label>
  );
}

/** Most services that somebody may want next. */
const mostFollowUps = 3;
