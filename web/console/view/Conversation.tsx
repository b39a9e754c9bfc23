import { handlers, hasRole } from '../../../src/core/cases/policy.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import { faultText } from '../actions/faults.ts';
import { changeSelectedCase, refreshSelectedCase } from '../actions/selectedCase.ts';
import { takeNext } from '../actions/takeNext.ts';
import { useStore } from '../observable.ts';
import { type SelectedCase, state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { BackToList, CaseHead } from './CaseHead.tsx';
import { CasePanel, useHasPanel } from './CasePanel.tsx';
import { CollectedList } from './CollectedList.tsx';
import { Composer } from './Composer.tsx';
import { ContactNotes } from './ContactNotes.tsx';
import { fullDate } from './Deadline.tsx';
import { Fault } from './Fault.tsx';
import { Icon } from './Icon.tsx';
import { nameOfAgent } from './names.ts';
import { Proposals } from './Proposals.tsx';
import { SkeletonTurns } from './Skeleton.tsx';
import { TicketPanel } from './TicketPanel.tsx';
import { TransferNote } from './TransferNote.tsx';
import { Turns } from './Turns.tsx';

/** The open case: its details, its messages, who is present, and the text field. */
export function Conversation() {
  const strings = useStrings();
  const selectedCase = useStore(state, (value) => value.selectedCase);
  const hasPanel = useHasPanel();
  const mayOpen = useStore(state, ({ me }) => me !== null && hasRole(me, handlers));
  if (selectedCase === null) {
    return (
      <div class="nothing">
        <Icon name="window" />
        <p>{strings.nothingOpen}</p>
        <p class="hint">{strings.nothingOpenHint}</p>
        {mayOpen && (
          <p>
            <button type="button" aria-keyshortcuts="g" onClick={() => void takeNext()}>
              {strings.takeNext}
            </button>
          </p>
        )}
      </div>
    );
  }
  const { view } = selectedCase;
  const isRead = view !== null && selectedCase.readTo > 0;
  const isLoading = !isRead && selectedCase.fault === null;
  return (
    <article
      class="selected-case"
      data-case={selectedCase.code}
      aria-label={interpolate(strings.caseTitle, { code: selectedCase.code })}
      aria-busy={isLoading}
    >
      {view === null && !isLoading && <BackToList />}
      {selectedCase.fault === 'case.restricted' && (
        <div class="outofsight">
          <h1 id="case-title" tabIndex={-1}>
            {interpolate(strings.caseTitle, { code: selectedCase.code })}
          </h1>
          <p role="status">{faultText(selectedCase.fault)}</p>
          {mayOpen && (
            <button type="button" onClick={() => state.set({ dialog: { kind: 'glass' } })}>
              {strings.rights.openForReason}
            </button>
          )}
        </div>
      )}
      {selectedCase.fault !== null && selectedCase.fault !== 'case.restricted' && (
        <Fault
          text={faultText(selectedCase.fault)}
          again={selectedCase.fault === 'case.unknown' ? undefined : () => void refreshSelectedCase()}
        />
      )}
      {(view !== null || isLoading) && <CaseHead selectedCase={selectedCase} />}
      <div class="casebody">
        <Talk selectedCase={selectedCase} isLoading={isLoading} hasPanel={hasPanel} />
        {hasPanel && view !== null && <CasePanel view={view} busy={selectedCase.busy} />}
        {hasPanel && isLoading && view === null && <div class="casepanel" />}
      </div>
      {typeof selectedCase.proof === 'string' && (
        <section>
          <h2>{strings.printedProof.title}</h2>
          <p>{strings.printedProof.text}</p>
          <p class="plaintext">{selectedCase.proof}</p>
        </section>
      )}
    </article>
  );
}

/** The messages, what is to be known before one reads them, and the text field. */
function Talk(props: { readonly selectedCase: SelectedCase; readonly isLoading: boolean; readonly hasPanel: boolean }) {
  const strings = useStrings();
  const { selectedCase, isLoading, hasPanel } = props;
  const { view, busy } = selectedCase;
  return (
    <div class="talk">
      {view !== null && <TransferNote key={`transfer ${selectedCase.code}`} view={view} busy={busy} />}
      {view !== null && !hasPanel && <ContactNotes view={view} />}
      {view !== null && !hasPanel && <CollectedList view={view} />}
      {view !== null && <Proposals view={view} />}
      {view !== null && !hasPanel && <TicketPanel view={view} busy={busy} />}
      {view !== null && <HiddenCases view={view} hidden={selectedCase.hidden} />}
      {isLoading ? (
        <SkeletonTurns />
      ) : (
        <Turns
          key={selectedCase.code}
          code={selectedCase.code}
          turns={selectedCase.turns}
          conversation={view?.conversation ?? null}
        />
      )}
      {view !== null && <Company />}
      {selectedCase.warning !== null && (
        <div class="warning" role="alert">
          <p>{selectedCase.warning}</p>
          <button type="button" onClick={() => changeSelectedCase(selectedCase.code, () => ({ warning: null }))}>
            {strings.understood}
          </button>
        </div>
      )}
      {view !== null && <Composer key={`composer ${selectedCase.code}`} selectedCase={selectedCase} />}
      {view === null && isLoading && <div class="composer outline" />}
    </div>
  );
}

/** Says that a part is hidden, with the way to open it for a reason, or that it was opened. */
function HiddenCases({ view, hidden }: { readonly view: CaseView; readonly hidden: boolean }) {
  const strings = useStrings();
  const locale = useLocale();
  if (view.openUntil !== null) {
    return <p class="outofsight open">{interpolate(strings.glassOpen, { until: fullDate(view.openUntil, locale) })}</p>;
  }
  if (!hidden) return null;
  return (
    <div class="outofsight">
      <p>{strings.hiddenTurns}</p>
      {view.may.includes('break-glass') && (
        <button type="button" onClick={() => state.set({ dialog: { kind: 'glass' } })}>
          {strings.commands.breakGlass}
        </button>
      )}
    </div>
  );
}

/** Who else is present, and who is typing. */
function Company() {
  const strings = useStrings();
  const setting = useStore(state, (value) => value.setting);
  const me = useStore(state, (value) => value.me?.id);
  const selectedCase = useStore(state, (value) => value.selectedCase);
  const others = (selectedCase?.view?.present ?? []).filter(({ agent }) => agent !== me);
  const lines = others.map(({ agent, typing }) =>
    interpolate(typing ? strings.colleagueTyping : strings.colleagueHere, { name: nameOfAgent(setting, agent) }),
  );
  if (selectedCase?.citizenTyping) lines.push(strings.citizenTyping);
  return (
    <p class="company" role="status">
      {lines.join(' ')}
    </p>
  );
}
