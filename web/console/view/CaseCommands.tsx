import type { CaseView } from '../../../src/http/api/wire.ts';
import { askHowItEnded, closeCase } from '../actions/closing.ts';
import { act } from '../actions/held.ts';
import { takeCase } from '../actions/transfer.ts';
import { useStore } from '../observable.ts';
import { type Dialog, state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { MenuButton, type MenuItem } from './MenuButton.tsx';

type Kind = CaseView['may'][number];

interface Command {
  readonly kind: Kind;
  /** Where the kind does not tell it from another. */
  readonly id?: string;
  readonly text: string;
  /** Its key, as `actions/keyboard.ts` has it. */
  readonly shortcut?: string;
  readonly does: () => void;
}

/** A button of its own where there is room, and in the menu where there is not. */
interface Placed extends Command {
  /** How wide the case must be for the button; `any`: always there. */
  readonly from: 'wide' | 'medium' | 'small' | 'any';
  readonly weight: 'button' | 'tonal' | 'plain';
}

const open = (dialog: Dialog) => () => state.set({ dialog });

/** What can be done with the case: what is done most as buttons, the first of them the heaviest, the rest in a menu. */
export function CaseCommands({ view, busy }: { readonly view: CaseView; readonly busy: boolean }) {
  const { commandsLabel, moreCommands } = useStrings();
  const isMine = useStore(state, ({ me }) => view.handledBy === me?.id);
  const isAllowed = ({ kind }: Command) => view.may.includes(kind) && !(kind === 'take' && isMine);
  const buttons = useButtons(isMine ? 'tonal' : 'plain').filter(isAllowed);
  const others = useOthers().filter(isAllowed);
  if (buttons.length + others.length === 0) return null;
  const items: readonly MenuItem[] = [
    ...buttons.filter(({ from }) => from !== 'any').map((each) => itemOf(each, `unless-${each.from}`)),
    ...others.map((each) => itemOf(each)),
  ];
  return (
    <fieldset class="casecommands" aria-label={commandsLabel}>
      {buttons.map(({ kind, text, shortcut, weight, from, does }) => (
        <button
          key={kind}
          type="button"
          class={`${weight} ${from === 'any' ? '' : `when-${from}`}`}
          aria-keyshortcuts={shortcut}
          disabled={busy}
          onClick={does}
        >
          {text}
        </button>
      ))}
      {items.length > 0 && (
        <MenuButton
          text={moreCommands}
          side="below"
          items={items}
          disabled={busy}
          className={others.length === 0 ? 'unless-wide' : ''}
        />
      )}
    </fieldset>
  );
}

function itemOf({ kind, id = kind, text, shortcut, does }: Command, className?: string): MenuItem {
  const item = { id, text, pick: does };
  return {
    ...item,
    ...(shortcut === undefined ? {} : { shortcut }),
    ...(className === undefined ? {} : { className }),
  };
}

/** What is done many times a day; `closing`: the weight of closing, which comes next where the person answers. Nothing but the step that comes next is filled. */
function useButtons(closing: 'tonal' | 'plain'): readonly Placed[] {
  const { commands } = useStrings();
  return [
    {
      kind: 'take',
      text: commands.take,
      shortcut: 't',
      does: takeCase,
      from: 'any',
      weight: 'button',
    },
    {
      kind: 'reopen',
      text: commands.reopen,
      does: () => void act({ kind: 'reopen' }),
      from: 'any',
      weight: 'button',
    },
    {
      kind: 'assign',
      text: commands.assign,
      does: open({ kind: 'transfer' }),
      from: 'medium',
      weight: 'plain',
    },
    {
      kind: 'snooze',
      text: commands.snooze,
      shortcut: 'h',
      does: open({ kind: 'snooze' }),
      from: 'wide',
      weight: 'plain',
    },
    {
      kind: 'hand-back',
      text: commands.handBack,
      does: () => void act({ kind: 'hand-back' }),
      from: 'wide',
      weight: 'plain',
    },
    {
      kind: 'close',
      text: commands.close,
      shortcut: 'e',
      does: closeCase,
      // Beside taking the case there is no room for it on the smallest phones.
      from: closing === 'tonal' ? 'any' : 'small',
      weight: closing,
    },
  ];
}

/** What is done now and then. */
function useOthers(): readonly Command[] {
  const { commands, contactNotes } = useStrings();
  return [
    { kind: 'label', text: commands.label, shortcut: 'l', does: open({ kind: 'label' }) },
    { kind: 'set-priority', text: commands.priority, shortcut: 'p', does: open({ kind: 'priority' }) },
    { id: 'close-as', kind: 'close', text: commands.closeAs, does: askHowItEnded },
    { kind: 'contact-note', text: contactNotes.command, does: open({ kind: 'contact-note' }) },
    { kind: 'merge', text: commands.merge, does: open({ kind: 'merge' }) },
    { kind: 'weigh', text: commands.weigh, does: open({ kind: 'weigh' }) },
    { kind: 'publish', text: commands.publish, does: open({ kind: 'publish' }) },
    { kind: 'publish-note', text: commands.publishNote, does: open({ kind: 'publish-note' }) },
    { kind: 'unpublish', text: commands.unpublish, does: open({ kind: 'unpublish' }) },
    { kind: 'hold', text: commands.hold, does: open({ kind: 'hold', lifts: false }) },
    { kind: 'lift-hold', text: commands.liftHold, does: open({ kind: 'hold', lifts: true }) },
  ];
}
