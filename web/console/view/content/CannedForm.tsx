import { useEffect, useState } from 'preact/hooks';
import { kinds } from '../../../../src/core/model/kind.ts';
import { editorStore, writeField } from '../../actions/content/editor.ts';
import { addItem, focusOn, forgetRemoval, openButton } from '../../actions/content/lists.ts';
import { type FieldPath, isList, textAt, valueAt } from '../../model/content/fields.ts';
import { freeName } from '../../model/content/lists.ts';
import { otherProblems } from '../../model/content/problems.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { CheckField, TextsField } from './fields.tsx';
import { MoveButtons, Removal, RemoveButton } from './ItemButtons.tsx';
import { LocaleTexts } from './LocaleTexts.tsx';
import { FieldProblems, ProblemList, usePlacedProblems } from './problems.tsx';
import { ServicesField } from './ServicesField.tsx';
import { answerLimit, titleLimit } from './Sides.tsx';

const path = ['replies'];
const shown = /^replies\.\d+\.(title|text|suggestFor)(\.|$)/;
/** Most services that a reply is suggested for. */
const mostServices = 20;
const empty = { ca: '', es: '', en: '' };

/** What the team often writes, in the order in which it is offered, and for which cases. */
export function CannedForm() {
  const strings = useStrings().content.canned;
  const ids = useStore(editorStore, ({ entry }) => idsIn(entry).join(' '))
    .split(' ')
    .filter(Boolean);
  const problems = otherProblems(usePlacedProblems(), shown);
  useEffect(forgetRemoval, []);
  const add = () => {
    addItem(path, ids.length, { id: freeName('resposta', ids), title: empty, text: empty });
    focusOn(openButton(path, ids.length));
  };
  return (
    <div class="entryform">
      <ProblemList problems={problems} />
      <div class="sides">
        <p class="hint">{strings.hint}</p>
        {ids.map((id, at) => (
          <Reply key={id} at={at} count={ids.length} />
        ))}
        <Removal path={path} />
        <FieldProblems path={path} isExact />
        <button type="button" onClick={add}>
          {strings.add}
        </button>
      </div>
    </div>
  );
}

function idsIn(entry: unknown): readonly string[] {
  const list = valueAt(entry, path);
  return isList(list) ? list.map((each) => textAt(each, ['id'])) : [];
}

function Reply({ at, count }: { readonly at: number; readonly count: number }) {
  const strings = useStrings();
  const texts = strings.content.canned;
  const locale = useLocale();
  const own: FieldPath = [...path, at];
  const title = useStore(
    editorStore,
    ({ entry }) => textAt(entry, [...own, 'title', locale]) || textAt(entry, [...own, 'title', 'ca']),
  );
  const name = title || strings.content.unnamed;
  // What is open at first is not folded while somebody writes in it.
  const [isNew] = useState(() => textAt(editorStore.get().entry, [...own, 'text', 'ca']).trim() === '');
  return (
    <details class="side" open={isNew}>
      <summary id={openButton(path, at)}>{name}</summary>
      <LocaleTexts legend={texts.name} path={[...own, 'title']} limit={titleLimit} isLong={false} />
      <LocaleTexts legend={texts.text} hint={texts.textHint} path={[...own, 'text']} limit={answerLimit} isLong />
      <SuggestFor path={[...own, 'suggestFor']} />
      <div class="itembuttons">
        <MoveButtons path={path} at={at} count={count} name={name} />
        <RemoveButton path={path} at={at} name={name} />
      </div>
    </details>
  );
}

/** The cases that a reply is suggested for. */
function SuggestFor({ path: own }: { readonly path: FieldPath }) {
  const strings = useStrings();
  const texts = strings.content.canned;
  const locale = useLocale();
  const departments = useStore(state, ({ setting }) => setting?.departments ?? null) ?? [];
  return (
    <fieldset class="texts">
      <legend>{texts.suggest}</legend>
      <p class="hint">{texts.suggestHint}</p>
      <div class="sides">
        <CheckField
          path={[...own, 'kinds']}
          legend={texts.kinds}
          options={kinds.map((kind) => [kind, named(strings.kinds, kind)])}
        />
        <CheckField
          path={[...own, 'departments']}
          legend={texts.departments}
          options={departments.map(({ id, name }) => [id, name[locale]])}
        />
        <ServicesField path={[...own, 'entries']} label={texts.entries} most={mostServices} />
        <TextsField
          path={[...own, 'words']}
          label={texts.words}
          placeholder={texts.wordsPlaceholder}
          hint={<p class="hint">{texts.wordsHint}</p>}
          onWrite={(words) => writeField([...own, 'words'], words.length === 0 ? undefined : words)}
        />
      </div>
      <FieldProblems path={own} isExact />
    </fieldset>
  );
}
