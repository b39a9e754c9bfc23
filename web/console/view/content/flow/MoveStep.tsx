import { useState } from 'preact/hooks';
import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { announceToScreenReaders } from '../../../actions/announce.ts';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { focusOn, openButton } from '../../../actions/content/lists.ts';
import type { FieldPath } from '../../../model/content/fields.ts';
import { stepsPath } from '../../../model/content/flowSteps.ts';
import { moveStep, moveTargets, stepLists } from '../../../model/content/stepLists.ts';
import { useStore } from '../../../observable.ts';
import { useLocale, useStrings } from '../../../strings.ts';
import { useStepText } from './stepText.ts';

/** Moves a step into a branch of a condition, or out of one. */
export function MoveStep(props: {
  readonly path: FieldPath;
  readonly at: number;
  readonly name: string;
  readonly onMoved: () => void;
}) {
  const { path, at, name } = props;
  const strings = useStrings().content.flow;
  const locale = useLocale();
  const stepText = useStepText();
  const entry = useStore(editorStore, (value) => value.entry);
  const [chosen, setChosen] = useState('');
  const targets = moveTargets(stepLists(entry, strings.elsePlace), path, at);
  if (targets.length === 0) return null;
  const target = targets.find((each) => each.path.join('-') === chosen) ?? null;
  const move = () => {
    if (target === null) return;
    const moved = moveStep(editorStore.get().entry, path, at, target.path);
    writeField(stepsPath, moved.entry.steps);
    props.onMoved();
    const place = stepLists(moved.entry, strings.elsePlace).find(
      (each) => each.path.join() === moved.path.join(),
    )?.place;
    announceToScreenReaders(interpolate(strings.movedTo, { name, place: `${place ?? ''}${moved.at + 1}` }));
    focusOn(openButton(moved.path, moved.at));
  };
  return (
    <form
      class="movestep"
      onSubmit={(event) => {
        event.preventDefault();
        move();
      }}
    >
      <label class="labelled">
        {strings.moveTo}
        <select value={chosen} onChange={({ currentTarget: { value } }) => setChosen(value)}>
          <option value="">{strings.chooseBranch}</option>
          {targets.map(({ path: to, place, condition, branch }) => (
            <option key={to.join('-')} value={to.join('-')}>
              {condition === null
                ? strings.mainSteps
                : interpolate(branch === 'then' ? strings.inBranch : strings.inElse, {
                    place: place.slice(0, branch === 'then' ? -1 : -strings.elsePlace.length - 1),
                    condition: stepText(condition, locale),
                  })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={target === null}>
        {strings.move}
      </button>
    </form>
  );
}
