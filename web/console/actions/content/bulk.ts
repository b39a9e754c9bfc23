import type { BulkEdit, BulkOutcome } from '../../../../src/content/desk/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { ask } from '../../api.ts';
import { createStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { stringsNow } from '../../strings.ts';
import { toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';
import { readContentList } from './list.ts';

/** Services that are chosen in the list, and what was done to some of them last. */
export const bulkStore = createStore<{
  readonly chosen: ReadonlySet<string>;
  readonly last: BulkOutcome | null;
  readonly isBusy: boolean;
  readonly fault: string | null;
}>({ chosen: new Set(), last: null, isBusy: false, fault: null });

export function choose(documents: readonly string[]): void {
  bulkStore.set({ chosen: new Set([...bulkStore.get().chosen, ...documents]) });
}

export function unchoose(documents: readonly string[]): void {
  bulkStore.set({ chosen: new Set([...bulkStore.get().chosen].filter((id) => !documents.includes(id))) });
}

export function chooseNone(): void {
  bulkStore.set({ chosen: new Set() });
}

/** Drafts a change of documents. Resolves to whether it was possible. */
export async function changeTogether(documents: readonly string[], edit: BulkEdit): Promise<boolean> {
  const outcome = await run(() => ask<BulkOutcome>('POST', 'content/bulk', { documents, edit }));
  if (outcome === null) return false;
  bulkStore.set({ last: outcome, chosen: new Set() });
  state.set({ dialog: null });
  await readContentList();
  return true;
}

/** Brings back what was there before the last change. */
export async function undoTogether(): Promise<void> {
  const { last } = bulkStore.get();
  if (last === null || last.changed.length === 0) return;
  const outcome = await run(() => ask<BulkOutcome>('POST', 'content/bulk/undo', { changed: last.changed }));
  if (outcome === null) return;
  bulkStore.set({ last: null });
  const strings = stringsNow().content.bulk;
  const n = outcome.skipped.length;
  toast(n === 0 ? strings.undone : interpolate(strings.undoneBut, { n }), n === 0 ? 'good' : 'bad');
  await readContentList();
}

export function forgetTogether(): void {
  bulkStore.set({ last: null, fault: null });
}

async function run(work: () => Promise<BulkOutcome>): Promise<BulkOutcome | null> {
  bulkStore.set({ isBusy: true, fault: null });
  try {
    return await work();
  } catch (error) {
    bulkStore.set({ fault: faultText(faultCode(error)) });
    return null;
  } finally {
    bulkStore.set({ isBusy: false });
  }
}
