import { state } from '../state.ts';
import { useStore } from '../store.ts';
import { useWords } from '../words.ts';
import { CaseList } from './CaseList.tsx';
import { Filters } from './Filters.tsx';

/** The queue that one looks at: search, filters, and its cases. */
export function Inbox() {
  const words = useWords();
  const queue = useStore(state, (value) => value.filter.queue);
  const total = useStore(state, (value) => value.list.total);
  const loading = useStore(state, (value) => value.list.loading);
  return (
    <section class="inbox" aria-labelledby="inbox-title" aria-busy={loading === 'first'}>
      <h1 id="inbox-title">
        {words.queues[queue]} <span class="total">{total}</span>
      </h1>
      <Filters />
      <CaseList />
    </section>
  );
}
