import { useRef, useState } from 'preact/hooks';
import { editorStore, writeField } from '../../../actions/content/editor.ts';
import { type DataObject, isDataObject, valueAt } from '../../../model/content/fields.ts';
import { useStore } from '../../../observable.ts';
import { useStrings } from '../../../strings.ts';
import { FlagField, LineField } from '../fields.tsx';
import { LocaleTexts } from '../LocaleTexts.tsx';
import { FieldProblems } from '../problems.tsx';
import { ServicesField } from '../ServicesField.tsx';

const path = ['survey'];
/** Most answers below which a survey is offered. */
const mostBelow = 10;
const newSurvey = { intro: { ca: '', es: '', en: '' }, until: '' };

/** Whether a flow is a survey, what it is for, and when it takes answers. */
export function SurveyFields() {
  const strings = useStrings().content.flow.survey;
  const survey = useStore(editorStore, ({ entry }) => valueAt(entry, path));
  // Switched off by mistake, what was written comes back with the next switch.
  const before = useRef<DataObject>(newSurvey);
  const isSurvey = survey !== undefined;
  // Open where there is something to see; it stays as it is while the switch is pressed.
  const [isOpen] = useState(isSurvey);
  const turn = () => {
    if (isDataObject(survey)) before.current = survey;
    writeField(path, isSurvey ? undefined : before.current);
  };
  return (
    <details class="fold" open={isOpen}>
      <summary>{strings.title}</summary>
      <div class="sides">
        <div class="flags">
          <label>
            <input type="checkbox" checked={isSurvey} onChange={turn} />
            {strings.counts}
          </label>
        </div>
        <p class="hint">{strings.hint}</p>
        {isSurvey && (
          <>
            <LocaleTexts
              legend={strings.intro}
              hint={strings.introHint}
              path={[...path, 'intro']}
              limit={null}
              isLong={false}
            />
            <div class="twos">
              <LineField path={[...path, 'from']} label={strings.from} hint={strings.momentHint} />
              <LineField path={[...path, 'until']} label={strings.until} hint={strings.untilHint} />
            </div>
            <div class="flags">
              <FlagField path={[...path, 'once']} label={strings.every} value={false} />
            </div>
            <ServicesField path={[...path, 'below']} label={strings.below} most={mostBelow} />
          </>
        )}
        <FieldProblems path={path} isExact />
      </div>
    </details>
  );
}
