import type { ComponentChildren } from 'preact';
import { useStrings } from '../../strings.ts';

/** A field of a form with its rule, and what is wrong with it. */
export function FormField(props: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly hint?: string;
  /** In English; null: nothing is wrong. */
  readonly wrong?: string | null;
  readonly rows?: number;
  /** Whether it is hidden while it is typed. */
  readonly isSecret?: boolean;
  readonly disabled?: boolean;
}) {
  const { id, label, value, onChange, hint, wrong = null, rows, isSecret = false, disabled = false } = props;
  const common = {
    id,
    value,
    disabled,
    autocomplete: 'off',
    'aria-invalid': wrong !== null,
    'aria-describedby': `${id}-rule`,
  } as const;
  return (
    <div class="labelled">
      <label for={id}>{label}</label>
      {rows !== undefined ? (
        <textarea {...common} rows={rows} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
      ) : isSecret ? (
        <input
          {...common}
          class="field"
          type="password"
          autocomplete="new-password"
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      ) : (
        <input {...common} class="field" onInput={({ currentTarget }) => onChange(currentTarget.value)} />
      )}
      <FieldRule id={id} hint={hint} wrong={wrong} />
    </div>
  );
}

/** The rule of a field, and what is wrong with it. */
export function FieldRule(props: {
  readonly id: string;
  readonly hint?: string | undefined;
  readonly wrong: string | null;
}) {
  const strings = useStrings();
  return (
    <span id={`${props.id}-rule`} class={props.wrong === null ? 'hint' : 'faulty'}>
      {props.wrong !== null && `${strings.channelForm.wrong} `}
      {props.hint}
      {props.wrong !== null && (
        <span class="technical" lang="en">
          {' '}
          ({props.wrong})
        </span>
      )}
    </span>
  );
}

/** A choice of one option, with its label above. */
export function ChoiceField(props: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly wrong?: string | null;
  readonly disabled?: boolean;
}) {
  const { id, label, value, options, onChange, hint, wrong = null, disabled = false } = props;
  return (
    <div class="labelled">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        aria-invalid={wrong !== null}
        aria-describedby={`${id}-rule`}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      >
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
      <FieldRule id={id} hint={hint} wrong={wrong} />
    </div>
  );
}

export function Toggle(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ComponentChildren;
}) {
  return (
    <label class="toggle">
      <input type="checkbox" checked={props.checked} onChange={() => props.onChange(!props.checked)} />
      {props.children}
    </label>
  );
}
