import type { BulkOutcome } from '../../../../src/content/desk/views.ts';
import type { Clash, ClashAction } from '../../../../src/content/gate/views.ts';
import { ask } from '../../api.ts';
import { type Settled, sameClash } from '../../model/content/clashes.ts';
import { createStore } from '../../observable.ts';
import { stringsNow } from '../../strings.ts';
import { toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';
import { readChanges } from './changes.ts';
import { readCheck } from './check.ts';

/** What was done with questions that come close to another service, since the check. */
export const clashStore = createStore<{ readonly settled: readonly Settled[]; readonly isBusy: boolean }>({
  settled: [],
  isBusy: false,
});

/** A new check says again what is to be said. */
export function forgetSettled(): void {
  clashStore.set({ settled: [] });
}

/** Moves or removes the question in the drafts, or keeps it. Resolves to whether it was possible. */
export async function settleClash(clash: Clash, action: Exclude<ClashAction, 'forget'>): Promise<boolean> {
  const outcome = await send(clash, action);
  if (outcome === null) return false;
  clashStore.set({ settled: [...clashStore.get().settled, { clash, action, changed: outcome.changed }] });
  if (action !== 'keep') await showDrafts();
  return true;
}

/** Puts it back as it was. Resolves to whether it was possible. */
export async function unsettleClash(settled: Settled): Promise<boolean> {
  const { clash, action, changed } = settled;
  const outcome = action === 'keep' ? await send(clash, 'forget') : await run('content/bulk/undo', { changed });
  if (outcome === null) return false;
  clashStore.set({ settled: clashStore.get().settled.filter((each) => !sameClash(each.clash, clash)) });
  const strings = stringsNow().content.check.settle;
  const isWhole = outcome.skipped.length === 0;
  toast(isWhole ? strings.undone : strings.changed, isWhole ? 'good' : 'bad');
  if (action !== 'keep') await showDrafts();
  return true;
}

const send = ({ wording, other }: Clash, action: ClashAction) => run('content/clash', { wording, other, action });

/** The drafts are others than those that were checked. */
async function showDrafts(): Promise<void> {
  await Promise.all([readChanges(), readCheck()]);
}

async function run(path: string, body: object): Promise<BulkOutcome | null> {
  clashStore.set({ isBusy: true });
  try {
    return await ask<BulkOutcome>('POST', path, body);
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
    return null;
  } finally {
    clashStore.set({ isBusy: false });
  }
}
