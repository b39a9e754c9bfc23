import type { DeskDocument, DeskList } from '../../../../src/content/desk/views.ts';
import { ask, read } from '../../api.ts';
import { type ContentFilter, everything } from '../../model/content/listFilter.ts';
import { createStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { faultCode, faultText } from '../faults.ts';
import { go } from '../route.ts';

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

/** Begins an entry and opens it. Resolves to why it was not possible; null: it was. */
export async function startEntry(topic: string, title: string): Promise<string | null> {
  try {
    const document = await ask<DeskDocument>('POST', 'content/new', { topic, title: { ca: title } });
    state.set({ dialog: null });
    go({ page: 'content', document: document.id });
    void readContentList();
    return null;
  } catch (error) {
    return faultText(faultCode(error));
  }
}
