import type { CaseView } from '../../../src/http/api/wire.ts';
import { faultWords } from '../actions/faults.ts';
import { changeMatter, refreshMatter } from '../actions/matter.ts';
import { go } from '../actions/route.ts';
import { fill } from '../model/fill.ts';
import { state } from '../state.ts';
import { useStore } from '../store.ts';
import { useLocale, useWords } from '../words.ts';
import { CaseHead } from './CaseHead.tsx';
import { Composer } from './Composer.tsx';
import { fullDate } from './Deadline.tsx';
import { Icon } from './Icon.tsx';
import { nameOfAgent } from './names.ts';
import { Proposals } from './Proposals.tsx';
import { Turns } from './Turns.tsx';

/** The open case: what it is, what was said, who is here, and where one writes. */
export function Conversation() {
  const words = useWords();
  const matter = useStore(state, (value) => value.matter);
  if (matter === null) {
    return (
      <div class="nothing">
        <Icon name="window" />
        <p>{words.nothingOpen}</p>
        <p class="hint">{words.nothingOpenHint}</p>
      </div>
    );
  }
  return (
    <article class="matter" aria-label={fill(words.caseTitle, { code: matter.code })}>
      <button type="button" class="plain goback" onClick={() => go({ page: 'inbox', code: null })}>
        <Icon name="back" />
        {words.backToList}
      </button>
      {matter.fault !== null && (
        <p class="fault" role="alert">
          {faultWords(matter.fault)}{' '}
          <button type="button" onClick={() => void refreshMatter()}>
            {words.again}
          </button>
        </p>
      )}
      {matter.view !== null && <CaseHead view={matter.view} busy={matter.busy} />}
      {matter.view !== null && <Proposals view={matter.view} />}
      {matter.view !== null && <HiddenCases view={matter.view} hidden={matter.hidden} />}
      {matter.view === null && matter.fault === null && <p class="empty">{words.loading}</p>}
      <Turns
        key={matter.code}
        code={matter.code}
        turns={matter.turns}
        conversation={matter.view?.conversation ?? null}
      />
      {matter.view !== null && <Company />}
      {matter.warning !== null && (
        <div class="warning" role="alert">
          <p>{matter.warning}</p>
          <button type="button" onClick={() => changeMatter(matter.code, () => ({ warning: null }))}>
            {words.understood}
          </button>
        </div>
      )}
      {matter.view !== null && <Composer key={`composer ${matter.code}`} matter={matter} />}
    </article>
  );
}

/** Says that not all is shown, with the way to open it for a reason, or that it was opened. */
function HiddenCases({ view, hidden }: { readonly view: CaseView; readonly hidden: boolean }) {
  const words = useWords();
  const locale = useLocale();
  if (view.openUntil !== null) {
    return <p class="outofsight open">{fill(words.glassOpen, { until: fullDate(view.openUntil, locale) })}</p>;
  }
  if (!hidden) return null;
  return (
    <div class="outofsight">
      <p>{words.hiddenTurns}</p>
      {view.may.includes('break-glass') && (
        <button type="button" onClick={() => state.set({ dialog: { kind: 'glass' } })}>
          {words.deeds.breakGlass}
        </button>
      )}
    </div>
  );
}

/** Who else is here, and who is writing. */
function Company() {
  const words = useWords();
  const setting = useStore(state, (value) => value.setting);
  const me = useStore(state, (value) => value.me?.id);
  const matter = useStore(state, (value) => value.matter);
  const others = (matter?.view?.present ?? []).filter(({ agent }) => agent !== me);
  const lines = others.map(({ agent, typing }) =>
    fill(typing ? words.colleagueTyping : words.colleagueHere, { name: nameOfAgent(setting, agent) }),
  );
  if (matter?.citizenTyping) lines.push(words.citizenTyping);
  return (
    <p class="company" role="status">
      {lines.join(' ')}
    </p>
  );
}
