import { useEffect } from 'preact/hooks';
import { kinds } from '../../../../../src/core/model/kind.ts';
import { interpolate } from '../../../../../src/core/util/interpolate.ts';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { forgetRemoval } from '../../../actions/content/lists.ts';
import { slotTitle, stepsPath, unaskedSlots } from '../../../model/content/flowSteps.ts';
import { otherProblems } from '../../../model/content/problems.ts';
import { useStore } from '../../../observable.ts';
import { named, useLocale, useStrings } from '../../../strings.ts';
import { CheckField } from '../fields.tsx';
import { LocaleTexts } from '../LocaleTexts.tsx';
import { ProblemList, usePlacedProblems } from '../problems.tsx';
import { titleLimit } from '../Sides.tsx';
import { Wordings } from '../Wordings.tsx';
import { StepList } from './StepList.tsx';
import { SurveyFields } from './SurveyFields.tsx';

const shown = /^(title|about|start\.(kinds|questions)|slots|steps|survey)(\.|$)/;
/** Fewest wordings of a flow in each language, where it has any. */
const leastWordings = 4;

/** A flow as a list of steps. */
export function FlowForm() {
  const strings = useStrings();
  const texts = strings.content.flow;
  const problems = otherProblems(usePlacedProblems(), shown);
  useEffect(forgetRemoval, []);
  return (
    <div class="entryform">
      <ProblemList problems={problems} />
      <LocaleTexts
        legend={strings.content.fields.title}
        hint={texts.titleHint}
        path={['title']}
        limit={titleLimit}
        isLong={false}
      />
      <details class="fold">
        <summary>{texts.begins}</summary>
        <div class="sides">
          <LocaleTexts legend={texts.about} hint={texts.aboutHint} path={['about']} limit={null} isLong={false} />
          <CheckField
            path={['start', 'kinds']}
            legend={texts.kinds}
            options={kinds.map((kind) => [kind, named(strings.kinds, kind)])}
          />
          <Wordings
            path={['start', 'questions']}
            least={leastWordings}
            legend={texts.questions}
            hint={interpolate(texts.questionsHint, { least: leastWordings })}
          />
        </div>
      </details>
      <SurveyFields />
      <section aria-labelledby="steps-title">
        <h2 id="steps-title">{texts.steps}</h2>
        <p class="hint">{texts.stepsHint}</p>
        <StepList path={stepsPath} place="" />
      </section>
      <Unasked />
    </div>
  );
}

/** What nothing asks for any more: it may go. */
function Unasked() {
  const strings = useStrings().content;
  const locale = useLocale();
  const entry = useStore(editorStore, (value) => value.entry);
  const slots = unaskedSlots(entry);
  if (slots.length === 0) return null;
  return (
    <section class="sides" aria-labelledby="unasked-title">
      <h2 id="unasked-title">{strings.flow.unasked}</h2>
      <ul class="chips inline">
        {slots.map((slot) => (
          <li key={slot}>
            <span>{slotTitle(entry, slot, locale)}</span>
            <button type="button" class="plain" onClick={() => writeField(['slots', slot], undefined)}>
              {interpolate(strings.removeSide, { name: slotTitle(entry, slot, locale) })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
