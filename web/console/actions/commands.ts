import type { CaseView, PostedCommand } from '../../../src/http/api/wire.ts';
import { ApiFault, ask } from '../api.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { announceToScreenReaders, toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';
import { readCounts } from './inbox.ts';
import { changeSelectedCase, readAllTurns, readTurns, refreshSelectedCase, seenNow, showView } from './selectedCase.ts';

/** Ids of commands without an answer: repeated under the same id, they run once. */
const unanswered = new Map<string, string>();

/**
 * Runs a command in the open case. Resolves to whether it succeeded; if not, the page says why, and shows what a
 * colleague did meanwhile before the person tries again.
 */
export async function act(command: PostedCommand): Promise<boolean> {
  const { selectedCase } = state.get();
  if (selectedCase === null || selectedCase.busy) return false;
  const { code } = selectedCase;
  const said = `${code} ${JSON.stringify(command)}`;
  const id = unanswered.get(said) ?? crypto.randomUUID();
  unanswered.set(said, id);
  changeSelectedCase(code, () => ({ busy: true, warning: null }));
  try {
    const view = await ask<CaseView>('POST', `cases/${code}/commands`, { id, seen: seenNow(), command });
    unanswered.delete(said);
    showView(code, view);
    await (command.kind === 'break-glass' ? readAllTurns : readTurns)(code).catch(() => {});
    const done = stringsNow().done[command.kind];
    if (command.kind === 'reply' || command.kind === 'note') announceToScreenReaders(done);
    else toast(done, 'good');
    void readCounts();
    return true;
  } catch (error) {
    if (faultCode(error) !== 'offline') unanswered.delete(said);
    await refused(code, error);
    return false;
  } finally {
    changeSelectedCase(code, () => ({ busy: false }));
  }
}

async function refused(code: string, error: unknown): Promise<void> {
  const search = faultText(faultCode(error));
  if (error instanceof ApiFault && error.status === 409) {
    await refreshSelectedCase();
    changeSelectedCase(code, () => ({ warning: search }));
    announceToScreenReaders(search);
  } else toast(search, 'bad');
}
