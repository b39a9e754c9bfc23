import { useState } from 'preact/hooks';
import { aspects } from '../../../../src/core/model/understanding.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { editorStore, writeField } from '../../actions/content/editor.ts';
import { type FieldPath, isDataObject, isList, textAt, valueAt } from '../../model/content/fields.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { SourceFields, TextField } from './Facts.tsx';
import { LocaleTexts } from './LocaleTexts.tsx';
import { FieldProblems } from './problems.tsx';
import { Wordings } from './Wordings.tsx';

/** Most characters of an answer and of a title. */
export const answerLimit = 3_000;
export const titleLimit = 40;

/** Answers to questions about one side of the service: its cost, its hours. */
export function Aspects() {
  const strings = useStrings().content;
  const names = useStore(editorStore, ({ entry }) =>
    isDataObject(entry.aspects) ? Object.keys(entry.aspects).join(' ') : '',
  );
  const own = names.split(' ').filter((each) => each !== '');
  const others = aspects.filter((each) => !own.includes(each));
  return (
    <section class="sides">
      <h2>{strings.aspects}</h2>
      <p class="hint">{strings.aspectsHint}</p>
      {aspects
        .filter((each) => own.includes(each))
        .map((aspect) => (
          <Side
            key={aspect}
            path={['aspects', aspect]}
            name={strings.aspectNames[aspect]}
            removal={interpolate(strings.removeSide, { name: strings.aspectNames[aspect] })}
          />
        ))}
      {others.length > 0 && (
        <label class="addside">
          {strings.addAspect}
          <select
            value=""
            onChange={({ currentTarget }) => {
              const { value } = currentTarget;
              if (value !== '') writeField(['aspects', value, 'answer'], { ca: '' });
              currentTarget.value = '';
            }}
          >
            <option value="">{strings.choose}</option>
            {others.map((each) => (
              <option key={each} value={each}>
                {strings.aspectNames[each]}
              </option>
            ))}
          </select>
        </label>
      )}
      <FieldProblems path={['aspects']} isExact />
    </section>
  );
}

/** Special cases of the service, with names of their own. */
export function Exceptions() {
  const strings = useStrings().content;
  const locale = useLocale();
  const count = useStore(editorStore, ({ entry }) => (isList(entry.exceptions) ? entry.exceptions.length : 0));
  const titles = useStore(editorStore, ({ entry }) =>
    Array.from({ length: count }, (_, index) => titleAt(entry, ['exceptions', index], locale)).join('\n'),
  ).split('\n');
  return (
    <section class="sides">
      <h2>{strings.exceptions}</h2>
      <p class="hint">{strings.exceptionsHint}</p>
      {Array.from({ length: count }, (_, index) => (
        <Side
          key={index}
          path={['exceptions', index]}
          name={titles[index] || strings.unnamed}
          removal={interpolate(strings.removeSide, { name: titles[index] || strings.unnamed })}
          isException
        />
      ))}
      <button type="button" onClick={() => writeField(['exceptions', count], { id: freeId(count + 1) })}>
        {strings.addException}
      </button>
      <FieldProblems path={['exceptions']} isExact />
    </section>
  );
}

const titleAt = (entry: unknown, path: FieldPath, locale: string): string =>
  textAt(entry, [...path, 'title', locale]) ||
  textAt(entry, [...path, 'title', 'ca']) ||
  textAt(entry, [...path, 'id']);

/** An id that no other special case of the entry has. */
function freeId(from: number): string {
  const { exceptions } = editorStore.get().entry;
  const taken = isList(exceptions) ? exceptions.map((each) => textAt(each, ['id'])) : [];
  for (let count = from; ; count += 1) if (!taken.includes(`cas-${count}`)) return `cas-${count}`;
}

function Side(props: {
  readonly path: FieldPath;
  readonly name: string;
  readonly removal: string;
  readonly isException?: boolean;
}) {
  const strings = useStrings().content;
  const { path } = props;
  // What is open at first is not folded while somebody writes in it.
  const [isNew] = useState(() => textAt(editorStore.get().entry, [...path, 'answer', 'ca']).trim() === '');
  const [hasSource] = useState(() => valueAt(editorStore.get().entry, [...path, 'source']) !== undefined);
  return (
    <details class="side" open={isNew}>
      <summary>{props.name}</summary>
      {props.isException === true && (
        <>
          <LocaleTexts legend={strings.fields.title} path={[...path, 'title']} limit={titleLimit} isLong={false} />
          <Wordings path={[...path, 'questions']} least={2} />
        </>
      )}
      <LocaleTexts legend={strings.answer} path={[...path, 'answer']} limit={answerLimit} isLong />
      {path[1] === 'hours' && path[0] === 'aspects' && <HoursOf path={[...path, 'hoursOf']} />}
      <details class="fold" open={hasSource}>
        <summary>{strings.ownSource}</summary>
        <SourceFields path={path} />
        <TextField path={[...path, 'verified']} label={strings.verified} type="date" />
        {props.isException === true && <TextField path={[...path, 'id']} label={strings.sideId} />}
      </details>
      <button type="button" class="plain small danger" onClick={() => writeField(path, undefined)}>
        {props.removal}
      </button>
    </details>
  );
}

/** Whose hours in the calendar these are, so that "do you open on Saturday?" is answered by those. */
function HoursOf({ path }: { readonly path: FieldPath }) {
  const strings = useStrings().content;
  const locale = useLocale();
  const departments = useStore(state, ({ setting }) => setting?.departments ?? []);
  const value = useStore(editorStore, ({ entry }) => textAt(entry, path));
  return (
    <label class="labelled">
      {strings.hoursOf}
      <select value={value} onChange={({ currentTarget }) => writeField(path, currentTarget.value || undefined)}>
        <option value="">{strings.hoursOfNobody}</option>
        {departments.map(({ id, name }) => (
          <option key={id} value={id}>
            {name[locale]}
          </option>
        ))}
      </select>
      <span class="hint">{strings.hoursOfHint}</span>
    </label>
  );
}
