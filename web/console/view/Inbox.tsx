import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { CaseList } from './CaseList.tsx';
import { Filters } from './Filters.tsx';

/** The current queue: search, filters, and its cases. */
export function Inbox() {
  const strings = useStrings();
  const queue = useStore(state, (value) => value.filter.queue);
  const total = useStore(state, (value) => value.list.total);
  const loading = useStore(state, (value) => value.list.loading);
  return (
    <section class="inbox" aria-labelledby="inbox-title" aria-busy={loading === 'first'}>
      <h1 id="inbox-title">
        {strings.queues[queue]} <span class="total">{total}</span>
      </h1>
      <Filters />
      <CaseList />
    </section>
  );
}
