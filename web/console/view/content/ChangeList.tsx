import type { QuestionChange } from '../../../../src/content/gate/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { useStrings } from '../../strings.ts';
import { useOutcomeText } from './outcomeText.ts';

/** Questions, with what comes of them before and after. */
export function ChangeList({ changes }: { readonly changes: readonly QuestionChange[] }) {
  const strings = useStrings().content.check;
  const outcomeText = useOutcomeText();
  return (
    <ul class="questions">
      {changes.map((change) => (
        <li key={`${change.source} ${change.locale} ${change.turn} ${change.text}`}>
          <p lang={change.locale}>
            <strong>{change.text}</strong>
            {change.source !== 'past' && <span class="tag">{strings[change.source]}</span>}
            {change.times > 1 && <span class="hint"> {interpolate(strings.times, { n: change.times })}</span>}
          </p>
          <dl>
            <dt>{strings.before}</dt>
            <dd>{outcomeText(change.before)}</dd>
            <dt>{strings.after}</dt>
            <dd>{outcomeText(change.after)}</dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}
