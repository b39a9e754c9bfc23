import type { SavedView } from '../../../src/http/api/wire.ts';
import { ask, read } from '../api.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';

export async function loadViews(): Promise<void> {
  const views = await read<readonly SavedView[]>('views', {}).catch(() => null);
  if (views !== null) state.set({ views });
}

/** Saves what the list shows now under a name; a view of the same name is replaced. */
export async function saveView(name: string): Promise<void> {
  const { views, filter } = state.get();
  const others = views.filter((each) => each.name !== name);
  await keepViews([...others, { id: crypto.randomUUID(), name, filter }], stringsNow().viewSaved);
}

export async function removeView(id: string): Promise<void> {
  await keepViews(
    state.get().views.filter((each) => each.id !== id),
    stringsNow().viewRemoved,
  );
}

async function keepViews(views: readonly SavedView[], done: string): Promise<void> {
  try {
    state.set({ views: await ask<readonly SavedView[]>('POST', 'views', { views }) });
    toast(done, 'good');
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}
