import type { PostedCommand } from '../../../src/http/api/wire.ts';
import { snoozeMoments } from '../model/snooze.ts';
import { useStore } from '../observable.ts';
import { state, townZone } from '../state.ts';
import { useStrings } from '../strings.ts';
import { Attach } from './Attach.tsx';
import { Icon } from './Icon.tsx';
import { MenuButton } from './MenuButton.tsx';

/** What may follow a reply: the case is done, or rests until tomorrow morning. */
export const closing: PostedCommand = { kind: 'close', reason: 'resolved' };
export const snoozing = (): PostedCommand => ({
  kind: 'snooze',
  until: snoozeMoments(Date.now(), townZone(state.get())).tomorrow,
});

/** Which commands the person may run in the open case. */
export function useMay(): (command: PostedCommand) => boolean {
  const allowed = useStore(state, ({ selectedCase }) => selectedCase?.view?.may);
  return ({ kind }) => allowed?.includes(kind) === true;
}

/** What can be put into the text, and the ways to send it. */
export function SendBar(props: {
  readonly code: string;
  readonly mode: 'reply' | 'note';
  readonly busy: boolean;
  readonly isEmpty: boolean;
  /** Sends the text, and what follows it. */
  readonly send: (followedBy: PostedCommand | null) => void;
}) {
  const strings = useStrings();
  const may = useMay();
  const { code, mode, busy, isEmpty, send } = props;
  const ways = [
    { command: closing, text: strings.sendClose, keys: 'Ctrl ⇧ ↵', from: 'medium' },
    { command: snoozing(), text: strings.sendSnooze, keys: 'Ctrl Alt ↵', from: 'wide' },
  ];
  const endings = mode === 'note' ? [] : ways.filter(({ command }) => may(command));
  return (
    <div class="send">
      {mode === 'reply' && (
        <>
          <Attach code={code} />
          <Tool icon="lines" text={strings.cannedShort} sign="/" dialog="canned" />
          <Tool icon="assistant" text={strings.entriesShort} sign="#" dialog="entries" />
        </>
      )}
      <div class="finish">
        {endings.map(({ command, text: label, keys, from }) => (
          <button
            key={command.kind}
            type="button"
            class={`after when-${from}`}
            title={keys}
            disabled={busy || isEmpty}
            onClick={() => send(command)}
          >
            {label}
          </button>
        ))}
        <button type="button" class="button" title="Ctrl ↵" disabled={busy || isEmpty} onClick={() => send(null)}>
          {busy ? strings.sending : mode === 'note' ? strings.saveNote : strings.send}
        </button>
        {endings.length > 0 && (
          <MenuButton
            text={strings.moreSending}
            side="above"
            className="unless-wide"
            disabled={busy || isEmpty}
            items={endings.map(({ command, text: label, from }) => ({
              className: `unless-${from}`,
              id: command.kind,
              text: label,
              pick: () => send(command),
            }))}
          />
        )}
      </div>
    </div>
  );
}

/** Opens what is put into the reply; the sign at the beginning of a line does the same. */
function Tool(props: {
  readonly icon: 'lines' | 'assistant';
  readonly text: string;
  readonly sign: string;
  readonly dialog: 'canned' | 'entries';
}) {
  return (
    <button
      type="button"
      class="plain tool"
      title={`${props.text} (${props.sign})`}
      aria-label={props.text}
      onClick={() => state.set({ dialog: { kind: props.dialog } })}
    >
      <Icon name={props.icon} />
      <span class="word">{props.text}</span>
    </button>
  );
}
