import type { ComponentChildren } from 'preact';
import { useStrings } from '../../strings.ts';

/** The frame of a form for a label, a macro or a rule: its name, what else there is, and how it ends. */
export function ToolForm(props: {
  readonly title: string;
  readonly name: string;
  readonly onName: (name: string) => void;
  /** Whether there is something to go back to. */
  readonly isChange: boolean;
  readonly isReady: boolean;
  /** Resolves to whether it was saved. */
  readonly save: () => Promise<boolean>;
  readonly onDone: () => void;
  readonly children: ComponentChildren;
}) {
  const { title, name, onName, isChange, isReady, save, onDone, children } = props;
  const strings = useStrings();
  return (
    <form
      class="toolform"
      aria-label={title}
      onSubmit={async (event) => {
        event.preventDefault();
        if (await save()) onDone();
      }}
    >
      <h3>{title}</h3>
      <label class="labelled">
        {strings.name}
        <input
          class="field"
          maxLength={40}
          required
          value={name}
          onInput={({ currentTarget }) => onName(currentTarget.value)}
        />
      </label>
      {children}
      <div class="end">
        {isChange && (
          <button type="button" onClick={onDone}>
            {strings.cancel}
          </button>
        )}
        <button type="submit" class="button" disabled={name.trim() === '' || !isReady}>
          {strings.save}
        </button>
      </div>
    </form>
  );
}

/** A choice among named values in such a form; what is empty does not matter. */
export function ToolSelect(props: {
  readonly label: string;
  readonly value: string;
  readonly empty: string;
  readonly options: readonly (readonly (string | undefined)[])[];
  readonly onPick: (value: string) => void;
}) {
  const { label, value, empty, options, onPick } = props;
  return (
    <label class="labelled">
      {label}
      <select value={value} onChange={({ currentTarget }) => onPick(currentTarget.value)}>
        <option value="">{empty}</option>
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
