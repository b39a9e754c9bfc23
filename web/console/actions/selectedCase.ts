import type { CaseView, Turns } from '../../../src/http/api/wire.ts';
import { read } from '../api.ts';
import { mergeTurns, readFrom } from '../model/turns.ts';
import { type SelectedCase, state } from '../state.ts';
import { codeOf } from './faults.ts';
import { takeIn } from './inbox.ts';
import { knowColleagues } from './session.ts';
import { markRead } from './unread.ts';

let settling: ReturnType<typeof setTimeout> | undefined;

/** Opens a case: what is known of it from the list is shown at once, the rest as it comes. */
export function openSelectedCase(code: string): void {
  if (state.get().selectedCase?.code === code) return;
  const nothingRead = { turns: [], readTo: 0, hidden: false };
  const selectedCase = {
    code,
    view: null,
    ...nothingRead,
    fault: null,
    citizenTyping: false,
    warning: null,
    busy: false,
  };
  state.set({ selectedCase, mode: 'reply', files: [] });
  markRead(code);
  void refreshSelectedCase();
}

export function closeSelectedCase(): void {
  clearTimeout(settling);
  state.set({ selectedCase: null });
}

/** Changes the open case, if it is still this one. */
export function changeSelectedCase(code: string, change: (selectedCase: SelectedCase) => Partial<SelectedCase>): void {
  const { selectedCase } = state.get();
  if (selectedCase?.code === code) state.set({ selectedCase: { ...selectedCase, ...change(selectedCase) } });
}

/** Reads the open case and what was said in it since. */
export async function refreshSelectedCase(): Promise<void> {
  const { selectedCase } = state.get();
  if (selectedCase === null) return;
  const { code } = selectedCase;
  try {
    const [view] = await Promise.all([read<CaseView>(`cases/${code}`, {}), readTurns(code)]);
    showView(code, view);
  } catch (error) {
    changeSelectedCase(code, () => ({ fault: codeOf(error) }));
  }
}

export function showView(code: string, view: CaseView): void {
  changeSelectedCase(code, (selectedCase) => ({
    fault: null,
    view: selectedCase.view !== null && selectedCase.view.revision > view.revision ? selectedCase.view : view,
  }));
  takeIn(view);
}

/** Reads what was said since, and again those messages of which it was not known yet whether they were sent. */
export async function readTurns(code: string): Promise<void> {
  const { selectedCase } = state.get();
  if (selectedCase?.code !== code) return;
  const conversation = selectedCase.view?.conversation ?? null;
  const after = conversation === null ? 0 : readFrom(selectedCase.turns, conversation, selectedCase.readTo);
  if (await readPage(code, after)) await readPage(code, state.get().selectedCase?.readTo ?? 0);
  clearTimeout(settling);
  const isUnsettled = state.get().selectedCase?.turns.some(({ said }) => said.some((each) => each.state === 'waiting'));
  if (isUnsettled) settling = setTimeout(() => void readTurns(code).catch(() => {}), 3000);
}

/** Reads one page of turns; resolves to whether there are more. */
async function readPage(code: string, after: number): Promise<boolean> {
  const { turns, hidden, more, last } = await read<Turns>(`cases/${code}/turns`, { after });
  knowColleagues(turns.map(({ command }) => command?.by ?? null));
  changeSelectedCase(code, (now) => ({
    turns: mergeTurns(now.turns, turns),
    readTo: Math.max(now.readTo, last),
    // Read from its beginning it is known anew whether something is left out.
    hidden: after === 0 ? hidden : now.hidden || hidden,
  }));
  return more;
}

/** Reads the open case from its beginning, because more of it may be seen than before. */
export async function readAllTurns(code: string): Promise<void> {
  changeSelectedCase(code, () => ({ readTo: 0, turns: [] }));
  await readTurns(code);
}

/** Newest revision before one's eyes; null while nothing is shown. What one may not see counts: nobody waits for it. */
export function seenNow(): number | null {
  const { selectedCase } = state.get();
  return selectedCase === null || selectedCase.view === null || selectedCase.readTo === 0 ? null : selectedCase.readTo;
}
