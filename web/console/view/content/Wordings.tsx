import { useState } from 'preact/hooks';
import { type Locale, locales } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { announceToScreenReaders } from '../../actions/announce.ts';
import { editorStore, writeField } from '../../actions/content/editor.ts';
import { type FieldPath, isSame, listAt } from '../../model/content/fields.ts';
import { readWordings, withWordings } from '../../model/content/lines.ts';
import { useStore } from '../../observable.ts';
import { stringsNow, useStrings } from '../../strings.ts';
import { Icon } from '../Icon.tsx';
import { FieldProblems } from './problems.tsx';

/** How people ask, in the three languages. */
export function Wordings(props: {
  readonly path: FieldPath;
  readonly least: number;
  readonly legend?: string;
  readonly hint?: string;
}) {
  const strings = useStrings().content;
  const { path, least } = props;
  return (
    <fieldset class="texts">
      <legend>{props.legend ?? strings.wordings}</legend>
      <p class="hint">{props.hint ?? interpolate(strings.wordingsHint, { least })}</p>
      <div class="threes">
        {locales.map((locale) => (
          <WordingsOf key={locale} locale={locale} path={[...path, locale]} least={least} />
        ))}
      </div>
      <FieldProblems path={path} isExact />
    </fieldset>
  );
}

let selected: { readonly entry: unknown; readonly lists: Map<string, readonly string[]> } = {
  entry: null,
  lists: new Map(),
};

/** The same list as long as it holds the same, so that typing elsewhere draws nothing here. */
function wordingsAt(entry: unknown, path: FieldPath): readonly string[] {
  if (selected.entry !== entry) selected = { entry, lists: selected.lists };
  const key = path.join('.');
  const list = listAt(entry, path);
  const known = selected.lists.get(key);
  if (known !== undefined && isSame(known, list)) return known;
  selected.lists.set(key, list);
  return list;
}

function WordingsOf(props: { readonly locale: Locale; readonly path: FieldPath; readonly least: number }) {
  const strings = useStrings();
  const { locale, path, least } = props;
  const list = useStore(editorStore, ({ entry }) => wordingsAt(entry, path));
  const [typed, setTyped] = useState('');
  const id = `field-${path.join('-')}`;
  const add = (text: string) => {
    const all = withWordings(list, readWordings(text));
    setTyped('');
    if (all.length === list.length) return;
    writeField(path, all);
    const count = all.length - list.length;
    announceToScreenReaders(interpolate(stringsNow().content.wordingsAdded, { count }));
  };
  return (
    <div class="localetext">
      <label for={id}>
        <span>{strings.languages[locale]}</span>
        <span class={`hint ${list.length < least ? 'over' : ''}`}>
          {interpolate(strings.content.wordingCount, { count: list.length })}
        </span>
      </label>
      <div
        class="adding"
        onFocusOut={({ currentTarget, relatedTarget }) => {
          // What was typed is not lost when somebody goes on without Enter.
          if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) add(typed);
        }}
      >
        <textarea
          id={id}
          lang={locale}
          rows={1}
          value={typed}
          placeholder={strings.content.wordingPlaceholder}
          onInput={({ currentTarget: { value } }) => (value.includes('\n') ? add(value) : setTyped(value))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            add(typed);
          }}
        />
        <button type="button" disabled={typed.trim() === ''} onClick={() => add(typed)}>
          {strings.content.add}
        </button>
      </div>
      {list.length > 0 && (
        <ul class="chips" lang={locale}>
          {list.map((wording) => (
            <li key={wording}>
              <span>{wording}</span>
              <button
                type="button"
                class="plain"
                aria-label={interpolate(strings.content.removeWording, { wording })}
                onClick={(event) => {
                  focusNext(event.currentTarget.closest('li'), id);
                  writeField(path, list.length === 1 ? undefined : list.filter((each) => each !== wording));
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <FieldProblems path={path} />
    </div>
  );
}

/** The focus goes on to the next wording, or to the field. */
function focusNext(item: Element | null, field: string): void {
  const next = item?.nextElementSibling ?? item?.previousElementSibling;
  const button = next?.querySelector('button');
  (button ?? document.getElementById(field))?.focus();
}
