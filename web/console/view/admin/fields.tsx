import { Icon } from '../Icon.tsx';

/** Narrows a list as one types. */
export function SearchField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <div class="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={props.label}
        placeholder={props.label}
        value={props.value}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => props.onChange(value)}
      />
    </div>
  );
}

/** A list of options of which one is chosen. */
export function Select(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <select
      aria-label={props.label}
      value={props.value}
      onChange={({ currentTarget: { value } }) => props.onChange(value)}
    >
      {props.options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}

/** A value that was made and has to be passed on: a press selects it, and a button copies it. */
export function CopyField(props: { readonly label: string; readonly value: string }) {
  return (
    <input
      class="field"
      readOnly
      aria-label={props.label}
      value={props.value}
      autoComplete="off"
      spellcheck={false}
      onFocus={({ currentTarget }) => currentTarget.select()}
    />
  );
}
