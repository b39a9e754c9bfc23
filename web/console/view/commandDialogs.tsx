import { useState } from 'preact/hooks';
import {
  caseCloseReasons,
  casePriorities,
  type SanctionKind,
  sanctionKinds,
  shortestGlassReason,
} from '../../../src/core/model/case.ts';
import type { PostedCommand } from '../../../src/http/api/wire.ts';
import { act } from '../actions/commands.ts';
import { snoozeMoments } from '../model/snooze.ts';
import { state } from '../state.ts';
import { useLocale, useWords } from '../words.ts';
import { fullDate } from './Deadline.tsx';
import { DialogForm, Options } from './forms.tsx';

const done = (command: PostedCommand) => {
  state.set({ dialog: null });
  void act(command);
};

export function CloseDialog() {
  const words = useWords();
  const [reason, setReason] = useState<(typeof caseCloseReasons)[number]>('resolved');
  return (
    <DialogForm
      title={words.closeTitle}
      action={words.commands.close}
      ready
      onDone={() => done({ kind: 'close', reason })}
    >
      <Options
        legend={words.closeReason}
        options={caseCloseReasons.map((each) => [each, words.closeReasons[each]] as const)}
        value={reason}
        onPick={setReason}
      />
      <p class="hint">{words.closeHint}</p>
    </DialogForm>
  );
}

export function PriorityDialog() {
  const words = useWords();
  const [priority, setPriority] = useState(state.get().selectedCase?.view?.case.priority ?? 'normal');
  return (
    <DialogForm
      title={words.commands.priority}
      action={words.save}
      ready
      onDone={() => done({ kind: 'set-priority', priority })}
    >
      <Options
        legend={words.priority}
        options={casePriorities.map((each) => [each, words.priorities[each]] as const)}
        value={priority}
        onPick={setPriority}
      />
    </DialogForm>
  );
}

export function SnoozeDialog() {
  const words = useWords();
  const locale = useLocale();
  const moments = snoozeMoments(Date.now());
  const [which, setWhich] = useState<keyof typeof moments | 'other'>('tomorrow');
  const [other, setOther] = useState('');
  const until = which === 'other' ? new Date(other).getTime() : moments[which];
  const isReady = until > Date.now();
  return (
    <DialogForm
      title={words.snoozeTitle}
      action={words.commands.snooze}
      ready={isReady}
      onDone={() => done({ kind: 'snooze', until })}
    >
      <Options
        legend={words.snoozeUntil}
        options={[
          ['hour', `${words.snoozeMoments.hour}: ${fullDate(moments.hour, locale)}`],
          ['tomorrow', `${words.snoozeMoments.tomorrow}: ${fullDate(moments.tomorrow, locale)}`],
          ['monday', `${words.snoozeMoments.monday}: ${fullDate(moments.monday, locale)}`],
          ['other', words.snoozeMoments.other],
        ]}
        value={which}
        onPick={setWhich}
      />
      {which === 'other' && (
        <input
          type="datetime-local"
          class="field"
          aria-label={words.snoozeMoments.other}
          value={other}
          onInput={({ currentTarget }) => setOther(currentTarget.value)}
        />
      )}
    </DialogForm>
  );
}

export function ProposeDialog({ evidence }: { readonly evidence: number }) {
  const words = useWords();
  const locale = useLocale();
  const conditions = Object.entries(state.get().setting?.conditions ?? {});
  const [sanction, setSanction] = useState<SanctionKind>('warning');
  const [breaks, setBreaks] = useState('');
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      title={words.proposeTitle}
      action={words.propose}
      ready={reason.trim() !== '' && (breaks !== '' || sanction === 'removal')}
      onDone={() =>
        done({ kind: 'propose', sanction, breaks: breaks === '' ? null : breaks, evidence, reason: reason.trim() })
      }
    >
      <Options
        legend={words.sanction}
        options={sanctionKinds.map((each) => [each, words.sanctions[each]] as const)}
        value={sanction}
        onPick={setSanction}
      />
      <label class="labelled">
        {words.breaks}
        <select value={breaks} onChange={({ currentTarget }) => setBreaks(currentTarget.value)}>
          <option value="">{words.noCondition}</option>
          {conditions.map(([id, say]) => (
            <option key={id} value={id}>
              {say[locale]}
            </option>
          ))}
        </select>
      </label>
      <Reason value={reason} onWrite={setReason} />
      <p class="hint">{words.proposeHint}</p>
    </DialogForm>
  );
}

export function DecideDialog({ proposal, accept }: { readonly proposal: string; readonly accept: boolean }) {
  const words = useWords();
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      title={accept ? words.confirmTitle : words.rejectTitle}
      action={accept ? words.confirm : words.reject}
      ready={reason.trim() !== ''}
      onDone={() => done({ kind: 'decide', proposal, accept, reason: reason.trim() })}
    >
      <Reason value={reason} onWrite={setReason} />
    </DialogForm>
  );
}

export function GlassDialog() {
  const words = useWords();
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      title={words.glassTitle}
      action={words.glassAction}
      ready={[...reason.trim()].length >= shortestGlassReason}
      onDone={() => done({ kind: 'break-glass', reason: reason.trim() })}
    >
      <p class="hint" id="glass-hint">
        {words.glassHint}
      </p>
      <label class="labelled">
        {words.glassReason}
        <textarea
          rows={3}
          required
          aria-describedby="glass-hint"
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
    </DialogForm>
  );
}

function Reason({ value, onWrite }: { readonly value: string; readonly onWrite: (text: string) => void }) {
  const words = useWords();
  return (
    <label class="labelled">
      {words.reason}
      <textarea
        rows={3}
        required
        aria-describedby="reason-hint"
        value={value}
        onInput={({ currentTarget }) => onWrite(currentTarget.value)}
      />
      <span class="hint" id="reason-hint">
        {words.reasonHint}
      </span>
    </label>
  );
}
