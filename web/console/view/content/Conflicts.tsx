import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { editorStore, replaceText, settleConflict, settleText, takeReleased } from '../../actions/content/editor.ts';
import type { Data } from '../../model/content/fields.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { named, useStrings } from '../../strings.ts';
import { nameOfAgent } from '../names.ts';
import { TextDiff } from './Diff.tsx';

const shown = (value: Data | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value, null, 1);

/** What I and somebody else wrote in the same field, to choose from. */
export function Conflicts() {
  const strings = useStrings();
  const setting = useStore(state, (value) => value.setting);
  const conflicts = useStore(editorStore, (value) => value.conflicts);
  const otherText = useStore(editorStore, (value) => value.otherText);
  const text = useStore(editorStore, (value) => value.text);
  const by = useStore(editorStore, ({ joinedBy, document }) => joinedBy ?? document?.draft?.by ?? null);
  if (conflicts.length === 0 && otherText === null) return null;
  const name = by === null ? strings.content.somebody : nameOfAgent(setting, by);
  return (
    <section class="banner conflict" role="alert">
      <h2>{interpolate(strings.content.conflict, { name })}</h2>
      <p>{strings.content.conflictHint}</p>
      {conflicts.map((conflict) => (
        <div key={conflict.path.join('.')} class="choice">
          <p>
            <strong>{fieldName(conflict.path, strings.content.fields, strings.languages)}</strong>
          </p>
          <div class="twos">
            <div>
              <p class="hint">{strings.content.mine}</p>
              <pre>{shown(conflict.mine)}</pre>
              <button type="button" onClick={() => settleConflict(conflict, 'mine')}>
                {strings.content.keepMine}
              </button>
            </div>
            <div>
              <p class="hint">{name}</p>
              <pre>{shown(conflict.theirs)}</pre>
              <button type="button" onClick={() => settleConflict(conflict, 'theirs')}>
                {strings.content.takeTheirs}
              </button>
            </div>
          </div>
        </div>
      ))}
      {otherText !== null && (
        <>
          <TextDiff before={otherText} after={text} />
          <p class="commands">
            <button type="button" onClick={() => settleText(text)}>
              {strings.content.keepMine}
            </button>
            <button type="button" onClick={() => settleText(otherText)}>
              {strings.content.takeTheirs}
            </button>
          </p>
        </>
      )}
    </section>
  );
}

/** `answer.ca` as "Resposta · Català". */
function fieldName(
  path: readonly (string | number)[],
  fields: Readonly<Record<string, string>>,
  languages: Readonly<Record<string, string>>,
): string {
  return path.map((each) => named(languages, named(fields, String(each)))).join(' · ');
}

/** What the new version of the bot says instead, where it could not be merged with the council's own text. */
export function ShippedText() {
  const strings = useStrings().content;
  const shipped = useStore(editorStore, ({ document }) => document?.shipped ?? null);
  const text = useStore(editorStore, ({ document }) => document?.text ?? '');
  if (shipped === null || shipped.text === text) return null;
  return (
    <section class="banner" role="status">
      <p>{strings.shippedOther}</p>
      <details>
        <summary>{strings.showDifference}</summary>
        <TextDiff before={text} after={shipped.text} />
      </details>
      <p class="commands">
        <button type="button" onClick={() => void replaceText(shipped.text)}>
          {strings.takeShipped}
        </button>
      </p>
    </section>
  );
}

/** What was published since the draft was begun. */
export function Released() {
  const strings = useStrings().content;
  const released = useStore(editorStore, ({ document }) => document?.released ?? null);
  const text = useStore(editorStore, ({ document }) => document?.text ?? '');
  if (released === null) return null;
  const { merged } = released;
  return (
    <section class="banner" role="status">
      <p>{merged === null ? strings.releasedConflict : strings.releasedMerge}</p>
      <details>
        <summary>{strings.showDifference}</summary>
        <TextDiff before={released.text ?? ''} after={text} />
      </details>
      <p class="commands">
        {merged !== null && (
          <button type="button" onClick={() => void takeReleased(merged)}>
            {strings.takeIn}
          </button>
        )}
        <button type="button" onClick={() => void takeReleased(text)}>
          {strings.keepDraft}
        </button>
        {merged === null && released.text !== null && (
          <button type="button" onClick={() => void takeReleased(released.text ?? '')}>
            {strings.takeReleased}
          </button>
        )}
      </p>
    </section>
  );
}
