import { type Data, type FieldPath, isList, valueAt } from '../../model/content/fields.ts';
import { insertedItem, movedItem, withoutItem } from '../../model/content/lists.ts';
import { createStore } from '../../observable.ts';
import { announceToScreenReaders } from '../announce.ts';
import { editorStore, writeField } from './editor.ts';

/** The item that was removed last, to be brought back. */
export const removedStore = createStore<{
  readonly removed: { readonly path: FieldPath; readonly at: number; readonly item: Data } | null;
}>({ removed: null });

export function itemsAt(path: FieldPath): readonly Data[] {
  const list = valueAt(editorStore.get().entry, path);
  return isList(list) ? list : [];
}

/** Moves an item up (-1) or down (1); the focus goes along with its button. `said`: what is told of it. */
export function moveItem(path: FieldPath, from: number, by: -1 | 1, said: string): void {
  const list = itemsAt(path);
  const to = from + by;
  if (to < 0 || to >= list.length) return;
  writeField(path, movedItem(list, from, to));
  announceToScreenReaders(said);
  const isLast = to === 0 || to === list.length - 1;
  focusOn(moveButton(path, to, isLast && (to === 0) === by < 0 ? (by < 0 ? 1 : -1) : by));
}

/** The id of the button that moves an item. */
export const moveButton = (path: FieldPath, at: number, by: -1 | 1): string =>
  `${by < 0 ? 'up' : 'down'}-${[...path, at].join('-')}`;

/** The id of the button that opens an item. */
export const openButton = (path: FieldPath, at: number): string => `open-${[...path, at].join('-')}`;

export function addItem(path: FieldPath, at: number, item: Data): void {
  writeField(path, insertedItem(itemsAt(path), at, item));
}

export function removeItem(path: FieldPath, at: number): void {
  const item = itemsAt(path)[at];
  if (item === undefined) return;
  const rest = withoutItem(itemsAt(path), at);
  // An empty list stays a list, so that what is wrong with it is told there.
  writeField(path, rest);
  removedStore.set({ removed: { path, at, item } });
  focusOn('undo-removal');
}

export function undoRemoval(): void {
  const { removed } = removedStore.get();
  if (removed === null) return;
  removedStore.set({ removed: null });
  addItem(removed.path, removed.at, removed.item);
  focusOn(openButton(removed.path, removed.at));
}

export const forgetRemoval = (): void => removedStore.set({ removed: null });

/** Once the page is drawn. */
export function focusOn(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
