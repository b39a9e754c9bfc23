import { useState } from 'preact/hooks';
import { switchPicking } from '../actions/picked.ts';
import { answersPeople } from '../actions/session.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { CaseList } from './CaseList.tsx';
import { Filters, narrowedBy } from './Filters.tsx';
import { PickedBar } from './PickedBar.tsx';

/** The current queue: search, filters, and its cases. */
export function Inbox() {
  const strings = useStrings();
  const queue = useStore(state, (value) => value.filter.queue);
  const total = useStore(state, (value) => value.list.total);
  const isPicking = useStore(state, (value) => value.picked !== null);
  const mayPick = useStore(state, ({ me }) => me !== null && answersPeople());
  const [isFiltering, setFiltering] = useState(false);
  const narrowed = useStore(state, ({ filter }) => narrowedBy(filter));
  // While nothing was read there is no number, and certainly not none.
  const isKnown = useStore(
    state,
    ({ list }) => list.items.length > 0 || (list.fault === null && list.loading === null),
  );
  const loading = useStore(state, (value) => value.list.loading);
  return (
    <section class="inbox" aria-labelledby="inbox-title" aria-busy={loading === 'first'}>
      <div class="inboxhead">
        <h1 id="inbox-title">
          {strings.queues[queue]} {isKnown && <span class="total">{total}</span>}
        </h1>
        <button
          type="button"
          class="plain"
          aria-expanded={isFiltering}
          aria-controls="filters"
          onClick={() => setFiltering(!isFiltering)}
        >
          {strings.filters}
          {narrowed > 0 && <span class="count"> {narrowed}</span>}
        </button>
        {mayPick && (
          <button type="button" class="plain" aria-pressed={isPicking} onClick={switchPicking}>
            {strings.pick}
          </button>
        )}
      </div>
      <Filters isOpen={isFiltering} narrowed={narrowed} />
      <PickedBar />
      <CaseList />
    </section>
  );
}
