import { useState } from 'preact/hooks';
import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { addItem, focusOn, itemsAt, openButton } from '../../../actions/content/lists.ts';
import {
  type DataObject,
  type FieldPath,
  isDataObject,
  isList,
  textAt,
  valueAt,
} from '../../../model/content/fields.ts';
import { kindOfStep, newStep, type StepKind, stepKinds } from '../../../model/content/flowSteps.ts';
import { freeName } from '../../../model/content/lists.ts';
import { problemsOf } from '../../../model/content/problems.ts';
import { useStore } from '../../../observable.ts';
import { useLocale, useStrings } from '../../../strings.ts';
import { Icon } from '../../Icon.tsx';
import { MoveButtons, Removal } from '../ItemButtons.tsx';
import { FieldProblems, usePlacedProblems } from '../problems.tsx';
import { StepForm } from './StepForm.tsx';
import { useStepText } from './stepText.ts';

/** Steps in their order, with those of branches below them. `place`: where the list is, as "3.1.". */
export function StepList({ path, place }: { readonly path: FieldPath; readonly place: string }) {
  const strings = useStrings().content.flow;
  const count = useStore(editorStore, ({ entry }) => {
    const list = valueAt(entry, path);
    return isList(list) ? list.length : 0;
  });
  const [open, setOpen] = useState<number | null>(null);
  const add = (kind: StepKind) => {
    const at = count;
    addStep(path, at, kind);
    setOpen(at);
    focusOn(openButton(path, at));
  };
  return (
    <div class="steplist">
      {count > 0 && (
        <ol>
          {Array.from({ length: count }, (_, at) => (
            <Step
              key={at}
              path={path}
              at={at}
              count={count}
              place={`${place}${at + 1}`}
              isOpen={open === at}
              onOpen={setOpen}
            />
          ))}
        </ol>
      )}
      <Removal path={path} />
      <FieldProblems path={path} isExact />
      <label class="addside">
        {place === '' ? strings.addStep : interpolate(strings.addStepIn, { place: place.replace(/\.$/, '') })}
        <select
          value=""
          onChange={({ currentTarget }) => {
            const kind = stepKinds.find((each) => each === currentTarget.value);
            currentTarget.value = '';
            if (kind !== undefined) add(kind);
          }}
        >
          <option value="">{strings.chooseStep}</option>
          {stepKinds.map((kind) => (
            <option key={kind} value={kind}>
              {strings.stepKinds[kind]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** A question brings what it asks for; a condition begins with what was asked last. */
function addStep(path: FieldPath, at: number, kind: StepKind): void {
  const { entry } = editorStore.get();
  const slots = Object.keys(isDataObject(entry.slots) ? entry.slots : {});
  if (kind === 'collect') {
    const slot = freeName('dada', slots).replace('-', '');
    writeField(['slots', slot], { type: 'text', title: { ca: '', es: '', en: '' } });
    addItem(path, at, newStep(kind, slot));
    return;
  }
  const asked = itemsAt(path)
    .map((step) => textAt(step, ['collect']))
    .findLast((slot) => slot !== '');
  addItem(path, at, newStep(kind, kind === 'if' ? (asked ?? slots.at(-1) ?? '') : ''));
}

function Step(props: {
  readonly path: FieldPath;
  readonly at: number;
  readonly count: number;
  readonly place: string;
  readonly isOpen: boolean;
  readonly onOpen: (at: number | null) => void;
}) {
  const { path, at, isOpen, place } = props;
  const strings = useStrings().content;
  const locale = useLocale();
  const own = [...path, at];
  const step = useStore(editorStore, ({ entry }) => valueAt(entry, own)) as DataObject | undefined;
  const kind = kindOfStep(step);
  const said = useStepText()(step, locale);
  const name = interpolate(strings.flow.stepName, { place, kind: kind === null ? '?' : strings.flow.stepKinds[kind] });
  // Problems of steps within are told there.
  const problems = problemsOf(usePlacedProblems(), own).filter(
    ({ path: where }) => !/^(then|else)\.\d/.test(where?.slice(own.join('.').length + 1) ?? ''),
  );
  return (
    <li class={`step ${isOpen ? 'open' : ''}`}>
      <div class="stephead">
        <button
          type="button"
          class="plain stepname"
          id={openButton(path, at)}
          aria-expanded={isOpen}
          onClick={() => props.onOpen(isOpen ? null : at)}
        >
          <span class="place">{place}</span>
          <span class="tag">{kind === null ? '?' : strings.flow.stepKinds[kind]}</span>
          <span class="said">{said}</span>
          {problems.length > 0 && (
            <span class="tag urgent">
              <Icon name="late" /> {interpolate(strings.protocol.problems, { n: problems.length })}
            </span>
          )}
        </button>
        <MoveButtons path={path} at={at} count={props.count} name={name} onMoved={(to) => isOpen && props.onOpen(to)} />
      </div>
      {isOpen && <StepForm path={path} at={at} name={name} onClose={() => props.onOpen(null)} />}
      {kind === 'if' && (
        <>
          <p class="branch">{strings.flow.thenBranch}</p>
          <StepList path={[...own, 'then']} place={`${place}.`} />
          {isList(step?.else) && (
            <>
              <p class="branch">{strings.flow.elseBranch}</p>
              <StepList path={[...own, 'else']} place={`${place}.${strings.flow.elsePlace}`} />
            </>
          )}
        </>
      )}
    </li>
  );
}
