import { slotTypes } from '../../../../../src/core/model/flow.ts';
import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { addItem, removeItem } from '../../../actions/content/lists.ts';
import {
  type DataObject,
  type FieldPath,
  isDataObject,
  isList,
  textAt,
  valueAt,
} from '../../../model/content/fields.ts';
import { freeName } from '../../../model/content/lists.ts';
import { useStore } from '../../../observable.ts';
import { useLocale, useStrings } from '../../../strings.ts';
import { FlagField, SelectField } from '../fields.tsx';
import { Removal } from '../ItemButtons.tsx';
import { LocaleTexts } from '../LocaleTexts.tsx';
import { FieldProblems } from '../problems.tsx';
import { titleLimit } from '../Sides.tsx';
import { Wordings } from '../Wordings.tsx';

const newOption = (id: string) => ({ id, title: { ca: '', es: '', en: '' } });

/** What a question asks for: its name, its kind of answer, and the choices. */
export function SlotFields({ slot }: { readonly slot: string }) {
  const strings = useStrings().content.flow;
  const path = ['slots', slot];
  const type = useStore(editorStore, ({ entry }) => textAt(entry, [...path, 'type']));
  /** A choice comes with options, and they go with it. */
  const writeType = (wanted: string) => {
    const before = valueAt(editorStore.get().entry, path) as DataObject;
    const { options, confirm, ...rest } = isDataObject(before) ? before : {};
    writeField(path, {
      ...rest,
      type: wanted,
      options: wanted === 'choice' ? (options ?? [newOption('a'), newOption('b')]) : undefined,
      confirm: wanted === 'email' ? confirm : undefined,
    });
  };
  return (
    <>
      <LocaleTexts
        legend={strings.slotTitle}
        hint={strings.slotTitleHint}
        path={[...path, 'title']}
        limit={titleLimit}
        isLong={false}
      />
      <div class="twos">
        <SelectField
          path={[...path, 'type']}
          label={strings.type}
          options={slotTypes.map((each) => [each, strings.types[each]])}
          onWrite={writeType}
        />
        <div class="flags">
          <FlagField path={[...path, 'optional']} label={strings.optional} />
          <FlagField path={[...path, 'from']} label={strings.fromMessage} value="message" />
          {type === 'email' && <FlagField path={[...path, 'confirm']} label={strings.confirmCode} value="code" />}
        </div>
      </div>
      {type === 'choice' && <Options path={[...path, 'options']} />}
      <FieldProblems path={path} isExact />
    </>
  );
}

function Options({ path }: { readonly path: FieldPath }) {
  const strings = useStrings().content;
  const locale = useLocale();
  const entry = useStore(editorStore, (value) => value.entry);
  const list = valueAt(entry, path);
  const options = isList(list) ? list : [];
  const ids = options.map((each) => textAt(each, ['id']));
  return (
    <fieldset class="texts">
      <legend>{strings.flow.options}</legend>
      {options.map((option, at) => {
        const name = textAt(option, ['title', locale]) || textAt(option, ['title', 'ca']) || `${at + 1}`;
        return (
          <details key={at} class="side" open={textAt(option, ['title', 'ca']) === ''}>
            <summary>{name}</summary>
            <LocaleTexts
              legend={strings.flow.optionTitle}
              path={[...path, at, 'title']}
              limit={titleLimit}
              isLong={false}
            />
            <Wordings
              path={[...path, at, 'words']}
              least={0}
              legend={strings.flow.optionWords}
              hint={strings.flow.optionWordsHint}
            />
            {options.length > 2 && (
              <button type="button" class="plain danger" onClick={() => removeItem(path, at)}>
                {interpolate(strings.removeSide, { name })}
              </button>
            )}
          </details>
        );
      })}
      <Removal path={path} />
      <button
        type="button"
        onClick={() => addItem(path, options.length, newOption(freeName('opcio', ids).replace('-', '')))}
      >
        {strings.flow.addOption}
      </button>
      <FieldProblems path={path} isExact />
    </fieldset>
  );
}
