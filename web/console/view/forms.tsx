import type { ComponentChildren } from 'preact';
import { useWords } from '../words.ts';
import { closeDialog, Modal } from './Modal.tsx';

/** A dialog with one thing to do at its end. */
export function DialogForm(parts: {
  readonly title: string;
  readonly action: string;
  readonly ready: boolean;
  readonly onDone: () => void;
  readonly children: ComponentChildren;
}) {
  const words = useWords();
  return (
    <Modal title={parts.title} wide={false}>
      <form
        class="dialogform"
        onSubmit={(event) => {
          event.preventDefault();
          if (parts.ready) parts.onDone();
        }}
      >
        {parts.children}
        <div class="end">
          <button type="button" onClick={closeDialog}>
            {words.cancel}
          </button>
          <button type="submit" class="button" disabled={!parts.ready}>
            {parts.action}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** One of several, as radio buttons. */
export function Options<T extends string>(parts: {
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly onPick: (value: T) => void;
}) {
  return (
    <fieldset class="options">
      <legend>{parts.legend}</legend>
      {parts.options.map(([id, text]) => (
        <label key={id}>
          <input
            type="radio"
            name={parts.legend}
            value={id}
            checked={id === parts.value}
            onChange={() => parts.onPick(id)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

/** Any number of several, as check boxes. */
export function Checks<T extends string>(parts: {
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly values: readonly T[];
  readonly onPick: (values: readonly T[]) => void;
}) {
  const { values } = parts;
  return (
    <fieldset class="options checks">
      <legend>{parts.legend}</legend>
      {parts.options.map(([id, text]) => (
        <label key={id}>
          <input
            type="checkbox"
            value={id}
            checked={values.includes(id)}
            onChange={() => parts.onPick(values.includes(id) ? values.filter((each) => each !== id) : [...values, id])}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
