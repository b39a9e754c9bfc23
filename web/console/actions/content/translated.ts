import { type TranslatedFrom, withTranslated } from '../../model/content/staleParagraphs.ts';
import { createStore } from '../../observable.ts';

/** What paragraphs of translations were translated from while the page is open, by document and field. */
export const translatedStore = createStore<{ readonly byField: ReadonlyMap<string, TranslatedFrom> }>({
  byField: new Map(),
});

const none: TranslatedFrom = new Map();

export const translatedOf = (byField: ReadonlyMap<string, TranslatedFrom>, field: string): TranslatedFrom =>
  byField.get(field) ?? none;

/** Notes next to which Catalan a translation was edited. `field`: its document and its path. */
export function noteTranslated(field: string, edit: Parameters<typeof withTranslated>[1]): void {
  const { byField } = translatedStore.get();
  const next = withTranslated(translatedOf(byField, field), edit);
  translatedStore.set({ byField: new Map([...byField, [field, next]]) });
}
