import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { CaseDeadline } from '../../../src/core/model/case.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import type { FoundEntry } from '../../../src/http/api/wireRead.ts';
import { useShown } from '../actions/attributes.ts';
import { insertText } from '../actions/insert.ts';
import { write } from '../actions/keyboard.ts';
import { read } from '../api.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { opens } from './AttributeMenus.tsx';
import { CaseFactList, CaseGuide, RelatedCases } from './CaseFacts.tsx';
import { CaseLabels } from './CaseLabels.tsx';
import { CollectedList } from './CollectedList.tsx';
import { ContactNotes } from './ContactNotes.tsx';
import { fullDate } from './Deadline.tsx';
import { Icon } from './Icon.tsx';
import { TicketPanel } from './TicketPanel.tsx';

/** Where list, conversation and panel fit side by side; on paper the panel follows the conversation. */
const wide = matchMedia('print, (min-width: 80rem)');

/** Whether the page has room for the panel. */
export function useIsWide(): boolean {
  const [isWide, setWide] = useState(wide.matches);
  useEffect(() => {
    const look = () => setWide(wide.matches);
    wide.addEventListener('change', look);
    return () => wide.removeEventListener('change', look);
  }, []);
  return isWide;
}

/** Whether the panel is there: the page has room for it, and it was not put away. */
export function useHasPanel(): boolean {
  const isWanted = useStore(state, (value) => value.panel);
  return useIsWide() && isWanted;
}

/** What is known of the case and the person, beside the conversation. */
export function CasePanel({ view, busy }: { readonly view: CaseView; readonly busy: boolean }) {
  const strings = useStrings();
  const own = strings.panel;
  return (
    <section class="casepanel" aria-label={own.title}>
      <Sorting view={view} />
      <Section title={own.who}>
        <CaseFactList view={view} isFull />
      </Section>
      <Deadlines caseState={view.case} />
      <TicketPanel view={view} busy={busy} isOpen />
      <ContactNotes view={view} isOpen />
      <CollectedList view={view} isOpen />
      <Suggested view={view} />
      <RelatedCases related={view.related} />
      <Section title={strings.guide}>
        <CaseGuide view={view} />
      </Section>
    </section>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Priority and labels, each with what changes it. */
function Sorting({ view }: { readonly view: CaseView }) {
  const strings = useStrings();
  const { priority, labels } = useShown(view.case);
  const change = (kind: 'label' | 'priority', text: string, shown: ComponentChildren) => (
    <button
      type="button"
      class="plain"
      aria-label={text}
      onClick={() => state.set({ dialog: { kind } })}
      {...opens(kind)}
    >
      {shown}
    </button>
  );
  const mayLabel = view.may.includes('label');
  return (
    <Section title={strings.panel.sorting}>
      <dl class="facts">
        <div>
          <dt>{strings.priority}</dt>
          <dd>
            {view.may.includes('set-priority')
              ? change('priority', `${strings.priority}: ${strings.priorities[priority]}`, strings.priorities[priority])
              : strings.priorities[priority]}
          </dd>
        </div>
        <div>
          <dt>{strings.labels}</dt>
          <dd class="labels">
            <CaseLabels ids={labels} most={10} />
            {mayLabel && change('label', strings.commands.label, <Icon name="label" />)}
          </dd>
        </div>
      </dl>
    </Section>
  );
}

/** When something is due, and what became of it. */
function Deadlines({ caseState: { first, resolution } }: { readonly caseState: CaseView['case'] }) {
  const strings = useStrings();
  const locale = useLocale();
  const all = [['first', first] as const, ['resolution', resolution] as const];
  const line = (of: 'first' | 'resolution', { dueAt, metAt, breached }: CaseDeadline) => (
    <div key={of}>
      <dt>{strings.deadlines[of]}</dt>
      <dd>
        {fullDate(dueAt, locale)}
        {(breached || metAt !== null) && (
          <span class="hint"> · {breached ? strings.panel.missed : strings.panel.kept}</span>
        )}
      </dd>
    </div>
  );
  if (first === null && resolution === null) return null;
  return (
    <Section title={strings.panel.deadlines}>
      <dl class="facts">{all.map(([of, deadline]) => deadline !== null && line(of, deadline))}</dl>
    </Section>
  );
}

/** The services nearest to what the person said last, as the assistant understood it; a press puts one into the reply. */
function Suggested({ view }: { readonly view: CaseView }) {
  const { panel } = useStrings();
  const turns = useStore(state, ({ selectedCase }) => selectedCase?.turns ?? []);
  const ranked = turns.findLast(({ reasoning }) => reasoning.ranked.length > 0)?.reasoning.ranked ?? [];
  if (ranked.length === 0 || !view.may.includes('reply')) return null;
  const put = async (entry: string, title: string) => {
    const { locale } = view.case;
    const found = await read<readonly FoundEntry[]>('entries', { search: title, locale }).catch(() => []);
    const text = found.find(({ id }) => id === entry)?.text;
    if (text === undefined) return state.set({ dialog: { kind: 'entries' } });
    write('reply');
    // The field of the reply is drawn first.
    requestAnimationFrame(() => insertText(text));
  };
  return (
    <Section title={panel.suggested}>
      <ul class="suggested">
        {ranked.slice(0, 3).map(({ entry, title }) => (
          <li key={entry}>
            <button type="button" class="plain" title={panel.put} onClick={() => void put(entry, title)}>
              <Icon name="assistant" />
              {title}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
