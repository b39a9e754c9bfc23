import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { casePriorities } from '../../../src/core/model/case.ts';
import type { CaseItem, CaseLabel } from '../../../src/http/api/wire.ts';
import { setAtOnce, useShown } from '../actions/attributes.ts';
import { movedTo } from '../model/menuKeys.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { LabelChip } from './CaseLabels.tsx';
import { Icon } from './Icon.tsx';
import { closeDialog } from './Modal.tsx';

const none: readonly CaseLabel[] = [];

/** What opens a menu is marked with this, so that the menu is beside it however it was opened. */
export const opens = (kind: 'label' | 'priority') => ({ 'data-opens': kind, 'aria-haspopup': 'menu' }) as const;

/** The labels or the priority of the open case, where a menu of them was opened. */
export function AttributeMenu() {
  const kind = useStore(state, ({ dialog }) => (dialog === null || 'all' in dialog ? null : dialog.kind));
  const view = useStore(state, ({ selectedCase }) => selectedCase?.view ?? null);
  if (view === null) return null;
  if (kind === 'label') return <Labels caseState={view.case} />;
  return kind === 'priority' ? <Priorities caseState={view.case} /> : null;
}

/** Each label is put on and taken off by a press, and the menu stays for the next. */
function Labels({ caseState }: { readonly caseState: CaseItem['case'] }) {
  const strings = useStrings();
  const labels = useStore(state, ({ setting }) => setting?.labels ?? none);
  const has = useShown(caseState).labels ?? [];
  if (labels.length === 0) return null;
  return (
    <ChoiceMenu title={strings.labelTitle} beside="label">
      {labels.map((label) => {
        const { id } = label;
        const isOn = has.includes(id);
        return (
          <Choice
            key={id}
            role="menuitemcheckbox"
            isChecked={isOn}
            pick={() => setAtOnce({ kind: 'label', add: isOn ? [] : [id], remove: isOn ? [id] : [] })}
          >
            <LabelChip label={label} />
          </Choice>
        );
      })}
    </ChoiceMenu>
  );
}

function Priorities({ caseState }: { readonly caseState: CaseItem['case'] }) {
  const strings = useStrings();
  const { priority } = useShown(caseState);
  return (
    <ChoiceMenu title={strings.priority} beside="priority">
      {casePriorities.map((each) => (
        <Choice
          key={each}
          role="menuitemradio"
          isChecked={each === priority}
          pick={() => {
            closeDialog();
            setAtOnce({ kind: 'set-priority', priority: each });
          }}
        >
          {strings.priorities[each]}
        </Choice>
      ))}
    </ChoiceMenu>
  );
}

function Choice(props: {
  readonly role: 'menuitemcheckbox' | 'menuitemradio';
  readonly isChecked: boolean;
  readonly pick: () => void;
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles are checked or not
    <button type="button" role={props.role} aria-checked={props.isChecked} tabIndex={-1} onClick={props.pick}>
      <span class="tick">{props.isChecked && <Icon name="check" />}</span>
      <span>{props.children}</span>
    </button>
  );
}

/**
 * A menu of choices beside what opens it, by the keyboard pattern of the ARIA guide: Space chooses, Enter chooses and
 * closes, Escape and Tab close. The page around it stays in reach.
 */
function ChoiceMenu(props: {
  readonly title: string;
  readonly beside: 'label' | 'priority';
  readonly children: ComponentChildren;
}) {
  const menu = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Readonly<Record<string, string>>>({});
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = menu.current;
    setPlace(placeBeside(props.beside));
    const items = itemsOf(element);
    (items.find((each) => each.ariaChecked === 'true' && each.role === 'menuitemradio') ?? items[0])?.focus();
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && element?.contains(target) !== true) closeDialog();
    };
    addEventListener('pointerdown', closeOutside);
    return () => {
      removeEventListener('pointerdown', closeOutside);
      // Somebody who pressed elsewhere is there.
      const isLeft = document.activeElement !== document.body && element?.contains(document.activeElement) !== true;
      if (!isLeft && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Tab' || event.key === 'Escape') closeDialog();
    if (event.key === 'Tab' || event.key === ' ') return;
    event.preventDefault();
    const items = itemsOf(menu.current);
    const at = items.findIndex((each) => each.matches(':focus'));
    if (event.key === 'Enter') {
      items[at]?.click();
      closeDialog();
    } else items[movedTo(event.key, at, items) ?? -1]?.focus();
  };
  return (
    <div
      ref={menu}
      class="menu choices"
      role="menu"
      tabIndex={-1}
      aria-label={props.title}
      style={place}
      onKeyDown={onKeyDown}
    >
      {props.children}
    </div>
  );
}

const itemsOf = (menu: HTMLElement | null) => [...(menu?.querySelectorAll<HTMLElement>('[role]') ?? [])];

/** Below what opens it, within the page; above where there is more space. */
function placeBeside(kind: string): Readonly<Record<string, string>> {
  const { activeElement } = document;
  const find = (selector: string) => [...document.querySelectorAll(selector)];
  const pressed = activeElement?.matches('[data-opens]') === true ? [activeElement] : [];
  const openers = [...pressed, ...find(`[data-opens="${kind}"]`), ...find('.casecommands')];
  const box = openers.find((each) => each.checkVisibility())?.getBoundingClientRect() ?? new DOMRect();
  const isBelow = box.top < innerHeight / 2;
  const space = isBelow ? innerHeight - box.bottom : box.top;
  return {
    left: `${Math.max(8, Math.min(box.left, innerWidth - 248))}px`,
    ...(isBelow ? { top: `${box.bottom + 4}px` } : { bottom: `${innerHeight - box.top + 4}px` }),
    'max-height': `${space - 12}px`,
  };
}
