import { useState } from 'preact/hooks';
import type { SuggestionOutcome } from '../../../src/core/model/case.ts';
import { act } from '../actions/held.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { DialogForm, Options } from './forms.tsx';

/** Fewest letters of reasons, as the server asks. */
const shortestReasons = 20;

/** Says what the council makes of a suggestion, and why. */
export function WeighDialog() {
  const strings = useStrings();
  const own = strings.weighing;
  const [outcome, setOutcome] = useState<SuggestionOutcome>('studied');
  const [text, setText] = useState('');
  const isReady = outcome === 'studied' || text.trim().length >= shortestReasons;
  return (
    <DialogForm
      title={own.title}
      action={own.send}
      ready={isReady}
      onDone={() => {
        state.set({ dialog: null });
        void act({ kind: 'weigh', outcome, text: text.trim() });
      }}
    >
      <Options
        legend={own.outcome}
        options={[
          ['studied', own.outcomes.studied],
          ['accepted', own.outcomes.accepted],
          ['refused', own.outcomes.refused],
        ]}
        value={outcome}
        onPick={setOutcome}
      />
      <p class="hint" id="weigh-hint">
        {own.hint}
      </p>
      <label class="labelled">
        {own.reasons}
        <textarea
          rows={6}
          required={outcome !== 'studied'}
          maxLength={4_000}
          aria-describedby="weigh-hint"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
    </DialogForm>
  );
}
