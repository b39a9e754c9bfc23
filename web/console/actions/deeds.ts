import type { CaseView, PostedDeed } from '../../../src/http/api/wire.ts';
import { ApiFault, ask } from '../api.ts';
import { state } from '../state.ts';
import { wordsNow } from '../words.ts';
import { codeOf, faultWords } from './faults.ts';
import { readCounts } from './inbox.ts';
import { changeMatter, readAllTurns, readTurns, refreshMatter, seenNow, showView } from './matter.ts';
import { announce, toast } from './tell.ts';

/** Ids of deeds of which no answer came: said again under the same id, they are done once. */
const unanswered = new Map<string, string>();

/**
 * Does something in the open case. Resolves to whether it was done; if not, the page says why, and what a colleague
 * did meanwhile is shown before one tries again.
 */
export async function act(deed: PostedDeed): Promise<boolean> {
  const { matter } = state.get();
  if (matter === null || matter.busy) return false;
  const { code } = matter;
  const said = `${code} ${JSON.stringify(deed)}`;
  const id = unanswered.get(said) ?? crypto.randomUUID();
  unanswered.set(said, id);
  changeMatter(code, () => ({ busy: true, warning: null }));
  try {
    const view = await ask<CaseView>('POST', `cases/${code}/deeds`, { id, seen: seenNow(), deed });
    unanswered.delete(said);
    showView(code, view);
    await (deed.kind === 'break-glass' ? readAllTurns : readTurns)(code).catch(() => {});
    const done = wordsNow().done[deed.kind];
    if (deed.kind === 'reply' || deed.kind === 'note') announce(done);
    else toast(done, 'good');
    void readCounts();
    return true;
  } catch (error) {
    if (codeOf(error) !== 'offline') unanswered.delete(said);
    await refused(code, error);
    return false;
  } finally {
    changeMatter(code, () => ({ busy: false }));
  }
}

async function refused(code: string, error: unknown): Promise<void> {
  const words = faultWords(codeOf(error));
  if (error instanceof ApiFault && error.status === 409) {
    await refreshMatter();
    changeMatter(code, () => ({ warning: words }));
    announce(words);
  } else toast(words, 'bad');
}
