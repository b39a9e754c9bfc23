import type { Locale } from '../../../src/core/model/locale.ts';
import type { Setting } from '../../../src/http/api/wire.ts';

/** Names of ids; an id that is not known (yet) says itself. */
export function nameOfAgent(setting: Setting | null, id: string): string {
  if (setting === null) return id;
  return [...setting.colleagues, ...setting.others].find((each) => each.id === id)?.name ?? id;
}

export function nameOfDepartment(setting: Setting | null, id: string, locale: Locale): string {
  return setting?.departments.find((each) => each.id === id)?.name[locale] ?? id;
}

/** The same within a sentence, with its article. */
export function theDepartment(setting: Setting | null, id: string, locale: Locale): string {
  return setting?.departments.find((each) => each.id === id)?.withArticle[locale] ?? id;
}

export function nameOfAccount(setting: Setting | null, id: string): string {
  return setting?.accounts.find((each) => each.id === id)?.name ?? id;
}
