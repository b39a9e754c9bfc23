import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { faultCode, faultText } from '../actions/faults.ts';
import { rankOptions } from '../model/rank.ts';
import { useStrings } from '../strings.ts';
import { Fault } from './Fault.tsx';
import { closeDialog, Modal } from './Modal.tsx';

const none: readonly PickerOption[] = [];
const leastLetters = 3;
/** Milliseconds after which a search that failed is tried again, twice as many each time. */
const retryMs = 2_000;

/** One of the options of a picker. */
export interface PickerOption {
  readonly id: string;
  readonly label: string;
  /** Shown after the label: a key, a department, the beginning of a text. */
  readonly hint: string;
  readonly pick: () => void;
  /** Heading of those that it stands among, until something is searched for. */
  readonly group?: string;
  /** Why it is suggested, below its label. */
  readonly why?: string;
}

/** All options, or a function that fetches the matching ones. */
type Choices = readonly PickerOption[] | ((search: string) => Promise<readonly PickerOption[]>);

/**
 * A searchable list of options, as a dialog with an accessible combobox: typing narrows the list, arrows move through
 * it, Enter picks.
 */
export function Picker(props: {
  readonly title: string;
  readonly choices: Choices;
  /** Said in place of a number where nothing matches. */
  readonly nothing?: string;
  /** What else matches, and follows the choices, from three letters on: fewer match too much. */
  readonly more?: Choices;
  /** What may be written beside the choice; Enter picks there, too. */
  readonly note?: { readonly label: string; readonly text: string; readonly onInput: (text: string) => void };
}) {
  const strings = useStrings();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const { length } = search.trim();
  const isShort = props.more !== undefined && length > 0 && length < leastLetters;
  const ready = useFound(props.choices, search);
  const more = useFound(length < leastLetters ? none : (props.more ?? none), search);
  const found = [...ready.options, ...more.options];
  const fault = ready.fault ?? more.fault;
  const isReading = ready.isReading || more.isReading;
  const status =
    found.length > 0 || !(isShort || isReading || fault !== null)
      ? found.length === 0 && props.nothing !== undefined
        ? props.nothing
        : interpolate(strings.found, { n: found.length })
      : isShort
        ? strings.pickerShort
        : isReading && strings.loading;
  const list = useRef<HTMLDivElement>(null);
  const current = found[Math.min(at, found.length - 1)];
  const { note } = props;

  /** What Enter would pick is of the words before: it waits for what is being read. */
  const isOld = (at < ready.options.length ? ready : more).isReading || (found.length === 0 && isReading);
  const isWanted = useRef(false);
  useEffect(() => {
    if (isOld || !isWanted.current) return;
    isWanted.current = false;
    pick(current);
  }, [isOld]);

  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const pick = (choice: PickerOption | undefined) => {
    if (choice === undefined) return;
    closeDialog();
    choice.pick();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, Math.min(at, found.length - 1) + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isOld) isWanted.current = true;
      else pick(current);
    }
  };

  const option = (choice: PickerOption) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is the field's, as comboboxes have it
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
    <div
      key={choice.id}
      id={`pick-${choice.id}`}
      role="option"
      aria-selected={choice === current}
      onClick={() => pick(choice)}
    >
      <div>
        {choice.label}
        {choice.why !== undefined && <div class="hint">{choice.why}</div>}
      </div>
      {choice.hint !== '' && <span class="hint">{choice.hint}</span>}
    </div>
  );

  return (
    <Modal title={props.title} wide={false}>
      <input
        type="text"
        class="field"
        role="combobox"
        aria-label={props.title}
        aria-expanded="true"
        aria-controls="picks"
        aria-autocomplete="list"
        aria-activedescendant={current === undefined ? undefined : `pick-${current.id}`}
        autocomplete="off"
        placeholder={strings.pickerHint}
        value={search}
        onInput={(event) => {
          isWanted.current = false;
          setSearch(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="picks" class="picks" role="listbox" aria-label={props.title} ref={list}>
        {grouped(found, search).map(({ name, options }) =>
          name === null ? (
            options.map(option)
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: options of a list are not fields of a form
            <div key={name} role="group" aria-label={name}>
              <div class="groupname" aria-hidden="true">
                {name}
              </div>
              {options.map(option)}
            </div>
          ),
        )}
      </div>
      <p class="picked" role="status">
        {status}
      </p>
      <Fault text={fault && faultText(fault)} again={(ready.fault === null ? more : ready).again} />
      {note !== undefined && (
        <label class="labelled">
          {note.label}
          <textarea
            rows={2}
            maxLength={1000}
            value={note.text}
            onInput={({ currentTarget }) => note.onInput(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
              event.preventDefault();
              pick(current);
            }}
          />
        </label>
      )}
    </Modal>
  );
}

/** Options under their headings; what is searched for is in one list, the best match first. */
function grouped(
  options: readonly PickerOption[],
  search: string,
): readonly { readonly name: string | null; readonly options: readonly PickerOption[] }[] {
  if (search.trim() !== '') return [{ name: null, options }];
  const names = new Set(options.map(({ group = null }) => group));
  return [...names].map((name) => ({ name, options: options.filter(({ group = null }) => group === name) }));
}

interface Found {
  readonly options: readonly PickerOption[];
  readonly isReading: boolean;
  /** Code of what went wrong; null: nothing. */
  readonly fault: string | null;
  /** Asks once more. */
  readonly again: () => void;
}

/** What was found for some words; null: nothing was searched for yet. */
type Answer = Pick<Found, 'options' | 'fault'> & { readonly search: string | null };

/** The matching options. An answer that arrives after a later search is discarded; what fails is tried again. */
function useFound(choices: Choices, search: string): Found {
  const [asked, setAsked] = useState<Answer>({ search: null, options: none, fault: null });
  const again = useRef(() => {});
  const isAsked = typeof choices === 'function';
  useEffect(() => {
    if (typeof choices !== 'function') return;
    let isLatest = true;
    let pause = retryMs;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      clearTimeout(timer);
      const next = await choices(search).then(
        (options) => ({ search, options, fault: null }),
        (error) => ({ search, options: none, fault: faultCode(error) }),
      );
      if (!isLatest) return;
      setAsked(next);
      if (next.fault === null) return;
      timer = setTimeout(ask, pause);
      pause *= 2;
    };
    again.current = () => void ask();
    timer = setTimeout(ask, 150);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [search, isAsked]);
  if (isAsked) return { ...asked, isReading: asked.search !== search, again: again.current };
  return { options: rankOptions(choices, search), isReading: false, fault: null, again: again.current };
}
