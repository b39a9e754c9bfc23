import type { CaseTurns, CaseView } from '../../../src/http/api/wire.ts';
import { read } from '../api.ts';
import { mergeTurns, readFrom } from '../model/turns.ts';
import { type SelectedCase, state } from '../state.ts';
import { loadDraft } from './drafts.ts';
import { faultCode } from './faults.ts';
import { takeIn } from './inbox.ts';
import { oneAtATime } from './oneAtATime.ts';
import { answersPeople, knowColleagues } from './session.ts';
import { markRead } from './unread.ts';

let settling: ReturnType<typeof setTimeout> | undefined;
/** How often a case was opened. One that is opened again is read from its beginning, whatever of it is still being read. */
let openings = 0;

/** Opens a case: what the list knows of it is shown at once, the rest as it arrives. */
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
  openings += 1;
  state.set({ selectedCase, mode: 'reply', files: [] });
  markRead(code);
  if (answersPeople()) void loadDraft(code);
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

/** Reloads the open case and its new turns. */
export async function refreshSelectedCase(): Promise<void> {
  const { selectedCase } = state.get();
  if (selectedCase !== null) await refresh(keyOf(selectedCase.code));
}

/** The opening of a case, as a key: what news of it ask for is read once, however many arrive at once. */
const keyOf = (code: string) => `${openings} ${code}`;
const codeIn = (key: string) => key.slice(key.indexOf(' ') + 1);

const refresh = oneAtATime(async (key) => {
  const code = codeIn(key);
  try {
    const [view] = await Promise.all([read<CaseView>(`cases/${code}`, {}), readTurns(code)]);
    showView(code, view);
  } catch (error) {
    changeSelectedCase(code, () => ({ fault: faultCode(error) }));
  }
});

export function showView(code: string, view: CaseView): void {
  changeSelectedCase(code, (selectedCase) => ({
    fault: null,
    view: selectedCase.view !== null && selectedCase.view.revision > view.revision ? selectedCase.view : view,
  }));
  takeIn(view);
}

/** Reads new turns, and again those whose messages were not known to be sent. */
export const readTurns = (code: string): Promise<void> => readNewTurns(keyOf(code));

const readNewTurns = oneAtATime((key) => readTurnsNow(codeIn(key)));

async function readTurnsNow(code: string): Promise<void> {
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
  const { turns, hidden, more, last } = await read<CaseTurns>(`cases/${code}/turns`, { after });
  knowColleagues(turns.map(({ command }) => command?.by ?? null));
  changeSelectedCase(code, (now) => ({
    turns: mergeTurns(now.turns, turns),
    readTo: Math.max(now.readTo, last),
    // A read from the beginning determines again whether something is hidden.
    hidden: after === 0 ? hidden : now.hidden || hidden,
  }));
  return more;
}

/** Reloads the open case from its beginning, because more of it may be visible than before. */
export async function readAllTurns(code: string): Promise<void> {
  changeSelectedCase(code, () => ({ readTo: 0, turns: [] }));
  await readTurnsNow(code);
}

/**
 * Newest revision that the person has seen; null while nothing is shown. Hidden turns count: they cannot be waited for.
 */
export function seenNow(): number | null {
  const { selectedCase } = state.get();
  return selectedCase === null || selectedCase.view === null || selectedCase.readTo === 0 ? null : selectedCase.readTo;
}
