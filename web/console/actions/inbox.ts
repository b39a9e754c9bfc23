import type { CaseItem, CasePage, QueueCounts } from '../../../src/http/api/wire.ts';
import { askForFile, read } from '../api.ts';
import { belongs, openedWithin, statuses, withChangedCase } from '../model/match.ts';
import { emptyList, type Filter, type List, state } from '../state.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { saveFile } from './files.ts';
import { oneAtATime } from './oneAtATime.ts';

const pageSize = 100;
/** Results that a later request has overtaken are discarded. */
let reading = 0;
/** What changed in the list while some of it was being read: the result may be older. */
const meanwhile: (() => void)[] = [];

/** Changes the list, and remembers where the row was that the keyboard was on. */
function setList(list: List): void {
  const { at, gap, list: before } = state.get();
  const indexIn = ({ items }: List) => items.findIndex(({ case: { code } }) => code === at);
  const was = indexIn(before);
  // A list that was read to its end is as long as what was read of it.
  const isWhole = list.next === null && list.loading !== 'first';
  state.set({
    list: isWhole ? { ...list, total: list.items.length } : list,
    gap: at === null || indexIn(list) >= 0 ? null : was >= 0 ? was : gap,
  });
}

/** Reloads the list: the existing rows stay until the new ones have arrived. */
export async function readList(keep: 'rows' | 'nothing'): Promise<void> {
  reading += 1;
  const mine = reading;
  const { list } = state.get();
  setList(keep === 'rows' ? { ...list, loading: 'first', fault: null } : emptyList);
  try {
    const page = await readPage(
      null,
      keep === 'rows' ? Math.min(200, Math.max(pageSize, list.items.length)) : pageSize,
    );
    if (mine !== reading) return;
    settle({ ...page, loading: null, fault: null });
  } catch (error) {
    if (mine === reading) settle({ ...state.get().list, loading: null, fault: faultCode(error) });
  }
}

/** Shows the list as it was read, with what changed meanwhile. */
function settle(list: List): void {
  setList(list);
  for (const change of meanwhile.splice(0)) change();
}

/** Reads the next page, unless there is none or it is already being read. */
export async function readMore(): Promise<void> {
  const { list } = state.get();
  if (list.next === null || list.loading !== null) return;
  const mine = reading;
  state.set({ list: { ...list, loading: 'more' } });
  try {
    const page = await readPage(list.next, pageSize);
    if (mine !== reading) return;
    const { items } = state.get().list;
    const known = new Set(items.map(({ case: { code } }) => code));
    const added = page.items.filter(({ case: { code } }) => !known.has(code));
    settle({ ...page, items: [...items, ...added], loading: null, fault: null });
  } catch (error) {
    if (mine === reading) settle({ ...state.get().list, loading: null, fault: faultCode(error) });
  }
}

/** Reads how many cases each queue has, and the list. */
export const readCounts = (): Promise<void> => readCountsOnce('');

const readCountsOnce = oneAtATime(async () => {
  const counts = await read<QueueCounts>('counts', {}).catch(() => null);
  if (counts !== null) state.set({ counts });
  await readTotal();
});

/** Reads how long the list is where some of it was not read: of what changes there only the server knows whether it was counted. */
async function readTotal(): Promise<void> {
  if (state.get().list.next === null) return;
  const mine = reading;
  const page = await readPage(null, 1).catch(() => null);
  const { list } = state.get();
  if (page !== null && mine === reading && list.next !== null) state.set({ list: { ...list, total: page.total } });
}

/** Shows other cases; where it asks for those that are shown, they stay in sight while they are read again. */
export function setFilter(change: Partial<Filter>): void {
  // An address that names a filter would otherwise bring that one back.
  if (location.search !== '') history.replaceState(null, '', location.pathname);
  const { filter } = state.get();
  const names = Object.keys(change) as (keyof Filter)[];
  if (names.every((name) => change[name] === filter[name])) return void readList('rows');
  state.set({ filter: { ...filter, ...change }, at: null, gap: null });
  void readList('nothing');
}

/** Applies a changed case to the list at once, without asking the server. */
export function takeIn(item: CaseItem): void {
  const { list, filter, me } = state.get();
  if (me === null) return;
  if (list.loading !== null) meanwhile.push(() => takeIn(item));
  if (list.loading === 'first') return;
  const wasHere = list.items.some(({ case: { code } }) => code === item.case.code);
  // Only the server can match search words: what it found stays, and other cases are not added.
  const isHere = belongs(item, filter, me, Date.now()) && (filter.search === '' || wasHere);
  const items = withChangedCase(list.items, item, {
    belongsHere: isHere,
    isComplete: list.next === null,
    order: filter.order,
  });
  if (items === list.items) return;
  setList({ ...list, items, total: list.total + Number(isHere) - Number(wasHere) });
}

/** Removes a case that is no longer visible. */
export function takeOut(code: string): void {
  const { list } = state.get();
  if (list.loading !== null) meanwhile.push(() => takeOut(code));
  const items = list.items.filter((each) => each.case.code !== code);
  if (items.length < list.items.length) setList({ ...list, items, total: list.total - 1 });
}

/** Saves the cases that the list shows, read or not, as a file. */
export async function saveList(): Promise<void> {
  try {
    saveFile(await askForFile('cases/file', askedFor()), 'casos.csv');
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

function readPage(after: string | null, limit: number): Promise<CasePage> {
  return read('cases', { ...askedFor(), after, limit });
}

/** What the server is asked for with the filters of the list. */
function askedFor() {
  const { me } = state.get();
  const { status, days, since, until, ...filter } = state.get().filter;
  return {
    ...filter,
    status: statuses[status].join(','),
    ...(me !== null && openedWithin({ days, since, until }, Date.now(), me)),
  };
}
