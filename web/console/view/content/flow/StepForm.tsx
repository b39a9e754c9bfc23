import { useState } from 'preact/hooks';
import { flowActionNames } from '../../../../../src/core/model/flow.ts';
import { kinds } from '../../../../../src/core/model/kind.ts';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { contentStore } from '../../../actions/content/list.ts';
import { focusOn, openButton } from '../../../actions/content/lists.ts';
import { type FieldPath, isDataObject, isList, textAt, valueAt } from '../../../model/content/fields.ts';
import { kindOfStep, readCondition, slotTitle, slotValues, writeCondition } from '../../../model/content/flowSteps.ts';
import { titleOf } from '../../../model/content/listFilter.ts';
import { useStore } from '../../../observable.ts';
import { state } from '../../../state.ts';
import { named, useLocale, useStrings } from '../../../strings.ts';
import { TextField } from '../Facts.tsx';
import { type FieldOptions, SelectField } from '../fields.tsx';
import { RemoveButton } from '../ItemButtons.tsx';
import { LocaleTexts } from '../LocaleTexts.tsx';
import { FieldProblems } from '../problems.tsx';
import { answerLimit } from '../Sides.tsx';
import { MoveStep } from './MoveStep.tsx';
import { SlotFields } from './SlotFields.tsx';

/** One step, field by field. */
export function StepForm(props: {
  readonly path: FieldPath;
  readonly at: number;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { path, at, name } = props;
  const own = [...path, at];
  const strings = useStrings().content;
  const kind = useStore(editorStore, ({ entry }) => kindOfStep(valueAt(entry, own)));
  const hasElse = useStore(editorStore, ({ entry }) => isList(valueAt(entry, [...own, 'else'])));
  return (
    <div class="stepform">
      <FieldProblems path={own} isExact />
      {kind === 'collect' && <Question path={own} />}
      {(kind === 'say' || kind === 'confirm') && (
        <LocaleTexts
          legend={strings.flow.stepKinds[kind]}
          hint={strings.flow.placeholders}
          path={[...own, kind]}
          limit={answerLimit}
          isLong
        />
      )}
      {kind === 'do' && <Action path={own} />}
      {kind === 'if' && <Condition path={own} />}
      {kind === 'call' && <Call path={own} />}
      <MoveStep path={path} at={at} name={name} onMoved={props.onClose} />
      <p class="commands">
        <button
          type="button"
          onClick={() => {
            props.onClose();
            focusOn(openButton(path, at));
          }}
        >
          {strings.protocol.close}
        </button>
        {kind === 'if' && (
          <button
            type="button"
            class="plain"
            onClick={() => writeField([...own, 'else'], hasElse ? undefined : [{ say: { ca: '', es: '', en: '' } }])}
          >
            {hasElse ? strings.flow.removeElse : strings.flow.addElse}
          </button>
        )}
        <RemoveButton path={path} at={at} name={name} onRemoved={props.onClose} />
      </p>
    </div>
  );
}

function Question({ path }: { readonly path: FieldPath }) {
  const strings = useStrings().content.flow;
  const locale = useLocale();
  const entry = useStore(editorStore, (value) => value.entry);
  const slot = textAt(entry, [...path, 'collect']);
  const slots = Object.keys(isDataObject(entry.slots) ? entry.slots : {});
  return (
    <>
      <LocaleTexts
        legend={strings.question}
        hint={strings.questionHint}
        path={[...path, 'ask']}
        limit={answerLimit}
        isLong
      />
      <SelectField
        path={[...path, 'collect']}
        label={strings.asksFor}
        options={slots.map((each) => [each, slotTitle(entry, each, locale)])}
      />
      {slot !== '' && slots.includes(slot) && <SlotFields slot={slot} />}
    </>
  );
}

function Action({ path }: { readonly path: FieldPath }) {
  const strings = useStrings();
  const texts = strings.content.flow;
  const locale = useLocale();
  const entry = useStore(editorStore, (value) => value.entry);
  const departments: FieldOptions = (useStore(state, ({ setting }) => setting?.departments ?? null) ?? []).map(
    ({ id, name }) => [id, name[locale]],
  );
  const list = useStore(contentStore, (value) => value.list);
  const entries: FieldOptions = (list?.documents ?? [])
    .filter(({ kind }) => kind === 'entry')
    .map((each): readonly [string, string] => [each.id.replace(/^faq\/[^/]+\//, ''), titleOf(each, locale)])
    .sort(([, one], [, other]) => one.localeCompare(other, locale));
  const slots: FieldOptions = Object.keys(isDataObject(entry.slots) ? entry.slots : {}).map((slot) => [
    slot,
    slotTitle(entry, slot, locale),
  ]);
  const action = textAt(entry, [...path, 'do']);
  /** What another action needs is not what this one needed. */
  const writeAction = (wanted: string) => {
    const before = valueAt(entry, path);
    const id = textAt(before, ['id']);
    writeField(path, {
      ...(id === '' ? {} : { id }),
      do: wanted,
      ...(wanted === 'open-case' ? { kind: 'person' } : {}),
      ...(wanted === 'show-case' || wanted === 'forget' ? { slot: slots[0]?.[0] ?? '' } : {}),
    });
  };
  return (
    <div class="twos">
      <SelectField
        path={[...path, 'do']}
        label={texts.action}
        options={flowActionNames.map((each) => [each, texts.actions[each]])}
        onWrite={writeAction}
      />
      {action === 'open-case' && (
        <>
          <SelectField
            path={[...path, 'kind']}
            label={strings.kind}
            options={kinds.map((kind) => [kind, named(strings.kinds, kind)])}
          />
          <SelectField
            path={[...path, 'department']}
            label={strings.department}
            none={texts.byMessage}
            options={departments}
          />
          <SelectField
            path={[...path, 'fallback']}
            label={texts.fallback}
            none={texts.byProtocol}
            options={departments}
          />
        </>
      )}
      {action === 'answer' && (
        <>
          <SelectField
            path={[...path, 'entry']}
            label={texts.service}
            none={strings.content.choose}
            options={entries}
          />
          <TextField path={[...path, 'exception']} label={texts.exception} />
        </>
      )}
      {(action === 'show-case' || action === 'forget') && (
        <SelectField path={[...path, 'slot']} label={texts.asksFor} options={slots} />
      )}
    </div>
  );
}

/** What was asked for, compared with a value; or a condition as it is written. */
function Condition({ path }: { readonly path: FieldPath }) {
  const strings = useStrings().content.flow;
  const locale = useLocale();
  const entry = useStore(editorStore, (value) => value.entry);
  const written = textAt(entry, [...path, 'if']);
  const condition = readCondition(written);
  const slots = Object.keys(isDataObject(entry.slots) ? entry.slots : {});
  const [isText, setText] = useState(condition === null || !slots.includes(condition.slot));
  const id = `condition-${path.join('-')}`;
  if (isText || condition === null) {
    return (
      <>
        <TextField path={[...path, 'if']} label={strings.condition} />
        <p class="hint">{strings.conditionHint}</p>
        {condition !== null && (
          <p>
            <button type="button" class="plain small" onClick={() => setText(false)}>
              {strings.conditionByChoice}
            </button>
          </p>
        )}
      </>
    );
  }
  const write = (change: Partial<typeof condition>) =>
    writeField([...path, 'if'], writeCondition({ ...condition, ...change }));
  const values = slotValues(entry, condition.slot, locale, strings);
  return (
    <>
      <div class="condition">
        <label class="labelled">
          {strings.conditionIf}
          <select
            value={condition.slot}
            onChange={({ currentTarget: { value: slot } }) => {
              write({ slot, value: slotValues(entry, slot, locale, strings)?.[0]?.[0] ?? '' });
            }}
          >
            {slots.map((slot) => (
              <option key={slot} value={slot}>
                {slotTitle(entry, slot, locale)}
              </option>
            ))}
          </select>
        </label>
        <label class="labelled">
          <span class="hidden">{strings.comparison}</span>
          <select
            value={condition.is ? 'is' : 'not'}
            onChange={({ currentTarget }) => write({ is: currentTarget.value === 'is' })}
          >
            <option value="is">{strings.is}</option>
            <option value="not">{strings.isNot}</option>
          </select>
        </label>
        <div class="labelled">
          <label for={id} class="hidden">
            {strings.value}
          </label>
          {values === null ? (
            <input
              id={id}
              class="field"
              value={condition.value}
              onInput={({ currentTarget }) => write({ value: currentTarget.value })}
            />
          ) : (
            <select
              id={id}
              value={condition.value}
              onChange={({ currentTarget }) => write({ value: currentTarget.value })}
            >
              {!values.some(([each]) => each === condition.value) && (
                <option value={condition.value}>{condition.value === '' ? strings.nothing : condition.value}</option>
              )}
              {values.map(([each, name]) => (
                <option key={each} value={each}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </div>
      </div>
      <FieldProblems path={[...path, 'if']} />
      <p>
        <button type="button" class="plain small" onClick={() => setText(true)}>
          {strings.conditionByText}
        </button>
      </p>
    </>
  );
}

function Call({ path }: { readonly path: FieldPath }) {
  const strings = useStrings().content;
  const locale = useLocale();
  const own = useStore(editorStore, ({ entry }) => textAt(entry, ['flow']));
  const list = useStore(contentStore, (value) => value.list);
  const flows: FieldOptions = (list?.documents ?? [])
    .filter(({ id }) => id.startsWith('flows/'))
    .map((each): readonly [string, string] => [each.id.slice('flows/'.length, -'.yaml'.length), titleOf(each, locale)])
    .filter(([id]) => id !== own);
  return (
    <>
      <SelectField path={[...path, 'call']} label={strings.flow.stepKinds.call} none={strings.choose} options={flows} />
      <p class="hint">{strings.flow.callHint}</p>
    </>
  );
}
