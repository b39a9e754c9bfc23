import { useState } from 'preact/hooks';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { announcementStore, moveAnnouncement, withdrawAnnouncement } from '../../actions/announcements.ts';
import { startAnnouncement } from '../../actions/content/begin.ts';
import { useStore } from '../../observable.ts';
import { state, townDay } from '../../state.ts';
import { useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { DialogForm } from '../forms.tsx';
import { closeDialog } from '../Modal.tsx';

/** Fewest characters of a reason. */
const leastReason = 10;

/** Begins an announcement: its title in Catalan is enough. */
export function NewAnnouncementDialog() {
  const strings = useStrings();
  const [title, setTitle] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const begin = async () => {
    setBusy(true);
    setFault(await startAnnouncement(title.trim()));
    setBusy(false);
  };
  return (
    <DialogForm
      title={strings.announcements.new}
      action={strings.content.begin}
      ready={title.trim().length > 2 && !isBusy}
      onDone={() => void begin()}
    >
      <label class="labelled">
        {strings.content.newTitle}
        <input
          class="field"
          lang="ca"
          value={title}
          maxLength={90}
          autocomplete="off"
          onInput={({ currentTarget: { value } }) => setTitle(value)}
        />
      </label>
      <p class="hint">{strings.announcements.newHint}</p>
      <Fault text={fault} />
    </DialogForm>
  );
}

/** Withdraws an announcement for good, with a reason. */
export function WithdrawDialog({ id, title }: { readonly id: string; readonly title: string }) {
  const strings = useStrings().announcements;
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const withdraw = async () => {
    setBusy(true);
    if (await withdrawAnnouncement(id, reason.trim())) closeDialog();
    setBusy(false);
  };
  return (
    <DialogForm
      title={interpolate(strings.withdrawTitle, { title })}
      action={strings.withdraw}
      ready={reason.trim().length >= leastReason && !isBusy}
      onDone={() => void withdraw()}
    >
      <label class="labelled">
        {strings.reason}
        <textarea
          rows={3}
          maxLength={500}
          value={reason}
          onInput={({ currentTarget: { value } }) => setReason(value)}
        />
      </label>
      <p class="hint">{strings.withdrawHint}</p>
    </DialogForm>
  );
}

/** Moves an announcement to another day: its draft, which is then published like any other change. */
export function MoveDialog(props: { readonly id: string; readonly title: string; readonly day: string }) {
  const strings = useStrings().announcements;
  const [day, setDay] = useState(props.day);
  const [isBusy, setBusy] = useState(false);
  const until = useStore(announcementStore, ({ list }) => list?.announcements.find(({ id }) => id === props.id)?.until);
  const first = townDay(state.get());
  // An end is the first moment that is no more in it.
  const last = typeof until === 'number' ? townDay(state.get(), until - 1) : undefined;
  const fault = day === '' ? null : day < first ? strings.movedPast : last && day > last ? strings.movedOver : null;
  const move = async () => {
    setBusy(true);
    if (await moveAnnouncement(props.id, day)) closeDialog();
    setBusy(false);
  };
  return (
    <DialogForm
      title={interpolate(strings.moveTitle, { title: props.title })}
      action={strings.move}
      ready={day !== '' && day !== props.day && fault === null && !isBusy}
      onDone={() => void move()}
    >
      <label class="labelled">
        {strings.moveTo}
        <input
          class="field"
          type="date"
          min={first}
          max={last}
          value={day}
          onInput={({ currentTarget: { value } }) => setDay(value)}
        />
      </label>
      <Fault text={fault} />
      <p class="hint">{strings.moveHint}</p>
    </DialogForm>
  );
}
