import type { CaseView, Turns } from '../../../src/http/api/wire.ts';
import { read } from '../api.ts';
import { mergeTurns, readFrom } from '../model/turns.ts';
import { type Matter, state } from '../state.ts';
import { codeOf } from './faults.ts';
import { takeIn } from './inbox.ts';
import { knowColleagues } from './session.ts';
import { markRead } from './unread.ts';

let settling: ReturnType<typeof setTimeout> | undefined;

/** Opens a case: what is known of it from the list is shown at once, the rest as it comes. */
export function openMatter(code: string): void {
  if (state.get().matter?.code === code) return;
  const nothingRead = { turns: [], readTo: 0, hidden: false };
  const matter = { code, view: null, ...nothingRead, fault: null, citizenTyping: false, warning: null, busy: false };
  state.set({ matter, mode: 'reply', files: [] });
  markRead(code);
  void refreshMatter();
}

export function closeMatter(): void {
  clearTimeout(settling);
  state.set({ matter: null });
}

/** Changes the open case, if it is still this one. */
export function changeMatter(code: string, change: (matter: Matter) => Partial<Matter>): void {
  const { matter } = state.get();
  if (matter?.code === code) state.set({ matter: { ...matter, ...change(matter) } });
}

/** Reads the open case and what was said in it since. */
export async function refreshMatter(): Promise<void> {
  const { matter } = state.get();
  if (matter === null) return;
  const { code } = matter;
  try {
    const [view] = await Promise.all([read<CaseView>(`cases/${code}`, {}), readTurns(code)]);
    showView(code, view);
  } catch (error) {
    changeMatter(code, () => ({ fault: codeOf(error) }));
  }
}

export function showView(code: string, view: CaseView): void {
  changeMatter(code, (matter) => ({
    fault: null,
    view: matter.view !== null && matter.view.revision > view.revision ? matter.view : view,
  }));
  takeIn(view);
}

/** Reads what was said since, and again those messages of which it was not known yet whether they were sent. */
export async function readTurns(code: string): Promise<void> {
  const { matter } = state.get();
  if (matter?.code !== code) return;
  const conversation = matter.view?.conversation ?? null;
  const after = conversation === null ? 0 : readFrom(matter.turns, conversation, matter.readTo);
  if (await readPage(code, after)) await readPage(code, state.get().matter?.readTo ?? 0);
  clearTimeout(settling);
  const isUnsettled = state.get().matter?.turns.some(({ said }) => said.some((each) => each.state === 'waiting'));
  if (isUnsettled) settling = setTimeout(() => void readTurns(code).catch(() => {}), 3000);
}

/** Reads one page of turns; resolves to whether there are more. */
async function readPage(code: string, after: number): Promise<boolean> {
  const { turns, hidden, more, last } = await read<Turns>(`cases/${code}/turns`, { after });
  knowColleagues(turns.map(({ deed }) => deed?.by ?? null));
  changeMatter(code, (now) => ({
    turns: mergeTurns(now.turns, turns),
    readTo: Math.max(now.readTo, last),
    // Read from its beginning it is known anew whether something is left out.
    hidden: after === 0 ? hidden : now.hidden || hidden,
  }));
  return more;
}

/** Reads the open case from its beginning, because more of it may be seen than before. */
export async function readAllTurns(code: string): Promise<void> {
  changeMatter(code, () => ({ readTo: 0, turns: [] }));
  await readTurns(code);
}

/** Newest revision before one's eyes; null while nothing is shown. What one may not see counts: nobody waits for it. */
export function seenNow(): number | null {
  const { matter } = state.get();
  return matter === null || matter.view === null || matter.readTo === 0 ? null : matter.readTo;
}
