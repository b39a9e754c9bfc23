import { useState } from 'preact/hooks';
import type { QuestionChange, ReleaseCheck } from '../../../../src/content/gate/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { acceptFalling } from '../../actions/content/check.ts';
import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { useStrings } from '../../strings.ts';
import { nameOfAgent } from '../names.ts';
import { ChangeList } from './ChangeList.tsx';

/** Fewest characters of a reason. */
const shortestReason = 10;

/** Pinned questions that fall prevent publishing, unless a second person lets them, for a reason. */
export function AcceptForm(props: {
  readonly check: ReleaseCheck & { readonly state: 'done' };
  readonly falling: readonly QuestionChange[];
}) {
  const strings = useStrings().content.check;
  const setting = useStore(state, (value) => value.setting);
  const [reason, setReason] = useState('');
  const { check, falling } = props;
  return (
    <section class="banner falling">
      <h3>{interpolate(strings.falling, { n: falling.length })}</h3>
      <p>{strings.fallingHint}</p>
      <ChangeList changes={falling} />
      {check.accepted.map(({ by, reason: why }) => (
        <p key={by}>{interpolate(strings.acceptedBy, { name: nameOfAgent(setting, by), reason: why })}</p>
      ))}
      {check.current && (
        <form
          class="revertform"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim().length >= shortestReason) void acceptFalling(check.version, reason.trim());
          }}
        >
          <label class="labelled">
            {strings.acceptReason}
            <input
              class="field"
              value={reason}
              autocomplete="off"
              onInput={({ currentTarget: { value } }) => setReason(value)}
            />
          </label>
          <p class="commands">
            <button type="submit" disabled={reason.trim().length < shortestReason}>
              {strings.accept}
            </button>
          </p>
        </form>
      )}
    </section>
  );
}
