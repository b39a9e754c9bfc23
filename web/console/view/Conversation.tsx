import { handlers, hasRole } from '../../../src/core/cases/policy.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import type { CaseView } from '../../../src/http/api/wire.ts';
import { faultText } from '../actions/faults.ts';
import { changeSelectedCase, refreshSelectedCase } from '../actions/selectedCase.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { BackToList, CaseHead } from './CaseHead.tsx';
import { CollectedList } from './CollectedList.tsx';
import { Composer } from './Composer.tsx';
import { ContactNotes } from './ContactNotes.tsx';
import { fullDate } from './Deadline.tsx';
import { Icon } from './Icon.tsx';
import { nameOfAgent } from './names.ts';
import { Proposals } from './Proposals.tsx';
import { SkeletonTurns } from './Skeleton.tsx';
import { TicketPanel } from './TicketPanel.tsx';
import { Turns } from './Turns.tsx';

/** The open case: its details, its messages, who is present, and the text field. */
export function Conversation() {
  const strings = useStrings();
  const selectedCase = useStore(state, (value) => value.selectedCase);
  const mayOpen = useStore(state, ({ me }) => me !== null && hasRole(me, handlers));
  if (selectedCase === null) {
    return (
      <div class="nothing">
        <Icon name="window" />
        <p>{strings.nothingOpen}</p>
        <p class="hint">{strings.nothingOpenHint}</p>
      </div>
    );
  }
  const isRead = selectedCase.view !== null && selectedCase.readTo > 0;
  const isLoading = !isRead && selectedCase.fault === null;
  return (
    <article
      class="selected-case"
      data-case={selectedCase.code}
      aria-label={interpolate(strings.caseTitle, { code: selectedCase.code })}
      aria-busy={isLoading}
    >
      {selectedCase.view === null && !isLoading && <BackToList />}
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
        <p class="fault" role="alert">
          {faultText(selectedCase.fault)}{' '}
          <button type="button" onClick={() => void refreshSelectedCase()}>
            {strings.again}
          </button>
        </p>
      )}
      {(selectedCase.view !== null || isLoading) && <CaseHead selectedCase={selectedCase} />}
      {selectedCase.view !== null && <ContactNotes view={selectedCase.view} />}
      {selectedCase.view !== null && <CollectedList view={selectedCase.view} />}
      {selectedCase.view !== null && <Proposals view={selectedCase.view} />}
      {selectedCase.view !== null && <TicketPanel view={selectedCase.view} busy={selectedCase.busy} />}
      {selectedCase.view !== null && <HiddenCases view={selectedCase.view} hidden={selectedCase.hidden} />}
      {isLoading ? (
        <SkeletonTurns />
      ) : (
        <Turns
          key={selectedCase.code}
          code={selectedCase.code}
          turns={selectedCase.turns}
          conversation={selectedCase.view?.conversation ?? null}
        />
      )}
      {selectedCase.view !== null && <Company />}
      {selectedCase.warning !== null && (
        <div class="warning" role="alert">
          <p>{selectedCase.warning}</p>
          <button type="button" onClick={() => changeSelectedCase(selectedCase.code, () => ({ warning: null }))}>
            {strings.understood}
          </button>
        </div>
      )}
      {selectedCase.view !== null && <Composer key={`composer ${selectedCase.code}`} selectedCase={selectedCase} />}
      {selectedCase.view === null && isLoading && <div class="composer outline" />}
    </article>
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
