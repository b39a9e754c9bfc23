import type { DeskList } from '../../../../src/content/desk/views.ts';
import { read } from '../../api.ts';
import { type ContentFilter, everything } from '../../model/content/listFilter.ts';
import { createStore } from '../../observable.ts';
import { faultCode, faultText } from '../faults.ts';

/** All that the bot says, as the list shows it. `list` null: not loaded yet. */
export const contentStore = createStore<{
  readonly list: DeskList | null;
  readonly filter: ContentFilter;
  readonly fault: string | null;
}>({ list: null, filter: everything, fault: null });

export async function readContentList(): Promise<void> {
  try {
    contentStore.set({ list: await read<DeskList>('content/documents', {}), fault: null });
  } catch (error) {
    contentStore.set({ fault: faultText(faultCode(error)) });
  }
}

export function filterContent(change: Partial<ContentFilter>): void {
  contentStore.set({ filter: { ...contentStore.get().filter, ...change } });
}
