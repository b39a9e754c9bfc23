import type { ComponentChildren } from 'preact';
import { useStrings } from '../strings.ts';
import { closeDialog, Modal } from './Modal.tsx';

/** A dialog with one submit button. */
export function DialogForm(props: {
  readonly title: string;
  readonly action: string;
  readonly ready: boolean;
  readonly onDone: () => void;
  readonly children: ComponentChildren;
}) {
  const strings = useStrings();
  return (
    <Modal title={props.title} wide={false}>
      <form
        class="dialogform"
        onSubmit={(event) => {
          event.preventDefault();
          if (props.ready) props.onDone();
        }}
      >
        {props.children}
        <div class="end">
          <button type="button" onClick={closeDialog}>
            {strings.cancel}
          </button>
          <button type="submit" class="button" disabled={!props.ready}>
            {props.action}
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** A choice of one option, as radio buttons. */
export function Options<T extends string>(props: {
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly onPick: (value: T) => void;
}) {
  return (
    <fieldset class="options">
      <legend>{props.legend}</legend>
      {props.options.map(([id, text]) => (
        <label key={id}>
          <input
            type="radio"
            name={props.legend}
            value={id}
            checked={id === props.value}
            onChange={() => props.onPick(id)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

/** A choice of any number of options, as check boxes. */
export function Checks<T extends string>(props: {
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly values: readonly T[];
  readonly onPick: (values: readonly T[]) => void;
}) {
  const { values } = props;
  return (
    <fieldset class="options checks">
      <legend>{props.legend}</legend>
      {props.options.map(([id, text]) => (
        <label key={id}>
          <input
            type="checkbox"
            value={id}
            checked={values.includes(id)}
            onChange={() => props.onPick(values.includes(id) ? values.filter((each) => each !== id) : [...values, id])}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
