import { useEffect, useRef, useState } from 'preact/hooks';
import { dueWindows } from '../../../src/core/cases/board/dueWindow.ts';
import { casePriorities } from '../../../src/core/model/case.ts';
import { kinds } from '../../../src/core/model/kind.ts';
import { locales } from '../../../src/core/model/locale.ts';
import { caseOrders, deadlineOutcomes } from '../../../src/core/ports/caseIndex.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { saveList, setFilter } from '../actions/inbox.ts';
import { useStore } from '../observable.ts';
import { type Filter, noFilters, state } from '../state.ts';
import { useLocale, useStrings } from '../strings.ts';
import { Icon } from './Icon.tsx';

type Option = readonly [value: string, text: string];

/** What narrows a queue, besides the words that are searched. */
const { search: _, ...narrowing } = noFilters;

/** How many filters narrow the queue. */
export function narrowedBy(filter: Filter): number {
  return Object.keys(narrowing).filter((name) => filter[name as keyof Filter] !== '').length;
}

/** Full-text search, and the filters of the queue. */
export function Filters({ isOpen, narrowed }: { readonly isOpen: boolean; readonly narrowed: number }) {
  const strings = useStrings();
  const locale = useLocale();
  const filter = useStore(state, (value) => value.filter);
  const setting = useStore(state, (value) => value.setting);
  const statuses: readonly Option[] = [
    ['pending', strings.statuses.pending],
    ['snoozed', strings.statuses.snoozed],
    ['undone', strings.statuses.undone],
    ['closed', strings.statuses.closed],
    ['any', strings.statuses.any],
  ];
  const orders: readonly Option[] = caseOrders.map((each) => [each, strings.orders[each]]);
  const inDays = (n: string): Option => [n, interpolate(strings.openedInDays, { n })];
  return (
    <search class="filters">
      <Search />
      {filter.queue !== 'proposed' && <Pick name="status" label={strings.status} options={statuses} />}
      {isOpen && (
        <div id="filters" class="narrow">
          <Pick
            name="department"
            label={strings.department}
            options={(setting?.departments ?? []).map(({ id, name }): Option => [id, name[locale]])}
          />
          <Pick
            name="account"
            label={strings.channel}
            options={(setting?.accounts ?? []).map(({ id, name }): Option => [id, name])}
          />
          <Pick name="kind" label={strings.kind} options={kinds.map((kind): Option => [kind, strings.kinds[kind]])} />
          <Pick
            name="agent"
            label={strings.assignee}
            options={[
              ['nobody', strings.nobody],
              ...(setting?.colleagues ?? []).map(({ id, name }): Option => [id, name]),
            ]}
          />
          <Pick
            name="priority"
            label={strings.priority}
            options={casePriorities.map((each): Option => [each, strings.priorities[each]])}
          />
          <Pick
            name="locale"
            label={strings.language}
            options={locales.map((each): Option => [each, strings.languages[each]])}
          />
          <Pick
            name="days"
            label={strings.opened}
            options={[['1', strings.openedToday], ...['7', '30', '90', '365'].map(inDays)]}
            clears={{ since: '', until: '' }}
          />
          <Pick
            name="rating"
            label={strings.rating}
            options={[
              ['1,2', strings.ratedLow],
              ['3,4,5', strings.ratedWell],
              ['1,2,3,4,5', strings.ratedAny],
              ...[5, 4, 3, 2, 1].map((mean): Option => [String(mean), interpolate(strings.board.meanOf, { mean })]),
            ]}
          />
          <DayPick name="since" label={strings.openedSince} />
          <DayPick name="until" label={strings.openedUntil} />
          <LabelPick />
          <OutcomePicks />
          <Pick name="order" label={strings.order} options={orders} />
          <button type="button" class="plain" onClick={() => state.set({ dialog: { kind: 'save-view' } })}>
            {strings.saveView}
          </button>
          <button type="button" class="plain" title={strings.saveListHint} onClick={() => void saveList()}>
            {strings.saveList}
          </button>
          {narrowed > 0 && (
            <button type="button" class="plain" onClick={() => setFilter(narrowing)}>
              {strings.noFilters}
            </button>
          )}
        </div>
      )}
    </search>
  );
}

/** Filters by a label, where there are some. */
function LabelPick() {
  const strings = useStrings();
  const labels = useStore(state, ({ setting }) => setting?.labels ?? []);
  if (labels.length === 0) return null;
  const options = labels.map(({ id, name }): Option => [id, name]);
  return <Pick name="label" label={strings.label} options={options} />;
}

/** Filters by deadlines and answers, as the board opens its numbers with. */
function OutcomePicks() {
  const strings = useStrings();
  const outcomesOf = (what: string): readonly Option[] =>
    deadlineOutcomes.map((each) => [each, interpolate(strings.outcomes[each], { what })]);
  return (
    <>
      <Pick
        name="due"
        label={strings.dueWindow}
        options={dueWindows.map((each): Option => [each, strings.dueWindows[each]])}
      />
      <Pick name="first" label={strings.firstAnswer} options={outcomesOf(strings.firstAnswer)} />
      <Pick name="resolution" label={strings.resolutionLabel} options={outcomesOf(strings.resolutionLabel)} />
      <Pick
        name="answered"
        label={strings.answeredLabel}
        options={[
          ['waiting', strings.answeredWaiting],
          ['yes', strings.answeredYes],
          ['no', strings.answeredNo],
        ]}
      />
    </>
  );
}

function Search() {
  const strings = useStrings();
  const asked = useStore(state, (value) => value.filter.search);
  const [text, setText] = useState(asked);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // Not while it says the same: a space after a word is the beginning of the next.
  useEffect(() => setText((now) => (now.trim() === asked ? now : asked)), [asked]);
  return (
    <div class="search">
      <Icon name="search" />
      <input
        id="search"
        type="search"
        aria-label={strings.search}
        placeholder={strings.search}
        value={text}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => {
          setText(value);
          clearTimeout(timer.current);
          const wanted = value.trim();
          // One or two letters match half of all words: that would load the server and help nobody.
          if (wanted !== '' && wanted.length < 3) return;
          timer.current = setTimeout(() => setFilter({ search: wanted }), 200);
        }}
      />
    </div>
  );
}

/** A filter that may be left open says what it filters by until something is chosen. */
function Pick(props: {
  readonly name: keyof Filter;
  readonly label: string;
  readonly options: readonly Option[];
  /** Filters that say the same in another way, and go when this one is set. */
  readonly clears?: Partial<Filter>;
}) {
  const value = useStore(state, ({ filter }) => filter[props.name]);
  const isOpen = props.name in noFilters;
  return (
    <select
      aria-label={props.label}
      class={isOpen && value !== '' ? 'set' : ''}
      value={value}
      onChange={({ currentTarget }) => setFilter({ ...props.clears, [props.name]: currentTarget.value })}
    >
      {isOpen && <option value="">{props.label}</option>}
      {props.options.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  );
}

/** The first or the last day on which cases were opened. */
function DayPick({ name, label }: { readonly name: 'since' | 'until'; readonly label: string }) {
  const value = useStore(state, ({ filter }) => filter[name]);
  return (
    <label class={value === '' ? 'dayfilter' : 'dayfilter set'}>
      {label}
      <input
        type="date"
        class="field"
        value={value}
        onChange={({ currentTarget }) => setFilter({ days: '', [name]: currentTarget.value })}
      />
    </label>
  );
}
