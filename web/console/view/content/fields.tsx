import type { ComponentChildren } from 'preact';
import { editorStore, writeField } from '../../actions/content/editor.ts';
import { type Data, type FieldPath, listAt, textAt, valueAt } from '../../model/content/fields.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';
import { Icon } from '../Icon.tsx';
import { FieldProblems, useFieldProblems } from './problems.tsx';

/** The values of a choice with their names. */
export type FieldOptions = readonly (readonly [string, string])[];

export const fieldId = (path: FieldPath): string => `field-${path.join('-')}`;

/** One of several values; `none`: what it is called where there is none. */
export function SelectField(props: {
  readonly path: FieldPath;
  readonly label: string;
  readonly options: FieldOptions;
  readonly none?: string;
  readonly hint?: string | undefined;
  readonly onWrite?: (value: string) => void;
}) {
  const { path, options, none } = props;
  const value = useStore(editorStore, ({ entry }) => String(valueAt(entry, path) ?? ''));
  const problems = useFieldProblems(path);
  const id = fieldId(path);
  const write = props.onWrite ?? ((wanted: string) => writeField(path, wanted === '' ? undefined : wanted));
  const isKnown = options.some(([each]) => each === value);
  return (
    <div class="labelled">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        value={value}
        aria-invalid={problems.length > 0}
        aria-describedby={`${id}-said`}
        onChange={({ currentTarget }) => write(currentTarget.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {!isKnown && (none === undefined || value !== '') && <option value={value}>{value}</option>}
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
      <div id={`${id}-said`}>
        {props.hint !== undefined && <p class="hint">{props.hint}</p>}
        <FieldProblems path={path} />
      </div>
    </div>
  );
}

/** Any of several values, kept in the order of the options; none of them: the field goes. */
export function CheckField(props: {
  readonly path: FieldPath;
  readonly legend: string;
  readonly options: FieldOptions;
  readonly onWrite?: (values: readonly string[]) => void;
}) {
  const { path, options } = props;
  const values = useStore(editorStore, ({ entry }) => listAt(entry, path).join(' '))
    .split(' ')
    .filter(Boolean);
  const write =
    props.onWrite ?? ((wanted: readonly string[]) => writeField(path, wanted.length === 0 ? undefined : wanted));
  const unknown = values.filter((each) => !options.some(([id]) => id === each));
  return (
    <fieldset class="options checks">
      <legend>{props.legend}</legend>
      {[...options, ...unknown.map((each) => [each, each] as const)].map(([id, name]) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={values.includes(id)}
            onChange={({ currentTarget: { checked } }) => {
              const wanted = new Set(checked ? [...values, id] : values.filter((each) => each !== id));
              // What was there first stays first.
              const kept = values.filter((each) => wanted.delete(each));
              write([...kept, ...wanted]);
            }}
          />
          {name}
        </label>
      ))}
      <FieldProblems path={path} />
    </fieldset>
  );
}

/** One line; empty: the field goes. */
export function LineField(props: {
  readonly path: FieldPath;
  readonly label: string;
  readonly hint?: string;
  readonly type?: 'url';
  readonly onWrite?: (text: string) => void;
}) {
  const { path, hint } = props;
  const value = useStore(editorStore, ({ entry }) => textAt(entry, path));
  const id = fieldId(path);
  const write = props.onWrite ?? ((text: string) => writeField(path, text || undefined));
  return (
    <div class="labelled">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class="field"
        inputMode={props.type === 'url' ? 'url' : 'text'}
        value={value}
        autocomplete="off"
        aria-describedby={`${id}-said`}
        onInput={({ currentTarget }) => write(currentTarget.value)}
      />
      <div id={`${id}-said`}>
        {hint !== undefined && <p class="hint">{hint}</p>}
        <FieldProblems path={path} />
      </div>
    </div>
  );
}

/** A whole number; empty: the field goes. */
export function NumberField(props: { readonly path: FieldPath; readonly label: string }) {
  const { path } = props;
  const value = useStore(editorStore, ({ entry }) => String(valueAt(entry, path) ?? ''));
  const id = fieldId(path);
  return (
    <div class="labelled">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class="field"
        type="number"
        min={1}
        value={value}
        aria-describedby={`${id}-said`}
        onInput={({ currentTarget }) =>
          writeField(path, currentTarget.value === '' ? undefined : Number(currentTarget.value))
        }
      />
      <div id={`${id}-said`}>
        <FieldProblems path={path} />
      </div>
    </div>
  );
}

/** On, or not written at all. */
export function FlagField(props: {
  readonly path: FieldPath;
  readonly label: string;
  /** What is written where it is on. */
  readonly value?: Data;
}) {
  const { path, value = true } = props;
  const isOn = useStore(editorStore, ({ entry }) => valueAt(entry, path) === value);
  return (
    <label>
      <input type="checkbox" checked={isOn} onChange={() => writeField(path, isOn ? undefined : value)} />
      {props.label}
    </label>
  );
}

/** Short texts, each with a button that takes it away. */
export function TextsField(props: {
  readonly path: FieldPath;
  readonly label: string;
  readonly placeholder: string;
  readonly known?: readonly string[];
  readonly hint?: ComponentChildren;
  readonly onWrite?: (texts: readonly string[]) => void;
}) {
  const strings = useStrings().content;
  const { path, known = [] } = props;
  const values = useStore(editorStore, ({ entry }) => JSON.stringify(listAt(entry, path)));
  const list: readonly string[] = JSON.parse(values);
  const id = fieldId(path);
  const write = props.onWrite ?? ((wanted: readonly string[]) => writeField(path, wanted));
  const add = (field: HTMLInputElement) => {
    const text = field.value.trim();
    if (text === '' || list.includes(text)) return;
    write([...list, text]);
    field.value = '';
  };
  return (
    <div class="labelled">
      <label for={id}>{props.label}</label>
      {list.length > 0 && (
        <ul class="chips inline">
          {list.map((text) => (
            <li key={text}>
              <span>{text}</span>
              <button
                type="button"
                class="plain"
                aria-label={`${strings.removeThis}: ${text}`}
                onClick={() => {
                  write(list.filter((each) => each !== text));
                  document.getElementById(id)?.focus();
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="adding">
        <input
          id={id}
          class="field"
          list={`${id}-known`}
          placeholder={props.placeholder}
          autocomplete="off"
          aria-describedby={`${id}-said`}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            add(event.currentTarget);
          }}
          onBlur={({ currentTarget }) => add(currentTarget)}
        />
        <datalist id={`${id}-known`}>
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </div>
      <div id={`${id}-said`}>
        {props.hint}
        <FieldProblems path={path} />
      </div>
    </div>
  );
}
