import { type Data, type DataObject, type FieldPath, isDataObject, isList, isSame } from './fields.ts';

/**
 * The texts in Spanish and English, by their joined paths, whose Catalan is another one in the draft than in what
 * citizens get, while they are still the same.
 */
export function staleTranslations(live: DataObject | null, draft: DataObject | null): ReadonlySet<string> {
  const stale = new Set<string>();
  if (live !== null && draft !== null) visit(live, draft, [], stale);
  return stale;
}

const translated = ['es', 'en'] as const;

function visit(live: Data | undefined, draft: Data | undefined, path: FieldPath, stale: Set<string>): void {
  if (isList(live) && isList(draft)) {
    for (const [index, each] of draft.entries()) {
      const before = live.find((other) => isDataObject(other) && isDataObject(each) && other.id === each.id);
      visit(before, each, [...path, index], stale);
    }
  }
  if (!isDataObject(live) || !isDataObject(draft)) return;
  if (typeof draft.ca === 'string' && typeof live.ca === 'string' && draft.ca.trim() !== live.ca.trim()) {
    for (const locale of translated) {
      if (typeof draft[locale] === 'string' && isSame(draft[locale], live[locale])) {
        stale.add([...path, locale].join('.'));
      }
    }
  }
  for (const key of Object.keys(draft)) visit(live[key], draft[key], [...path, key], stale);
}
