import type { Locale } from '../../../src/core/model/locale.ts';
import type { Setting } from '../../../src/http/api/wire.ts';

/** The name of an id; an unknown id is shown as it is. */
export function nameOfAgent(setting: Setting | null, id: string): string {
  if (setting === null) return id;
  return [...setting.colleagues, ...setting.others].find((each) => each.id === id)?.name ?? id;
}

export function nameOfDepartment(setting: Setting | null, id: string, locale: Locale): string {
  return setting?.departments.find((each) => each.id === id)?.name[locale] ?? id;
}

/** The same in a sentence, with its article. */
export function theDepartment(setting: Setting | null, id: string, locale: Locale): string {
  return setting?.departments.find((each) => each.id === id)?.withArticle[locale] ?? id;
}

export function nameOfLabel(setting: Setting | null, id: string): string {
  return setting?.labels.find((each) => each.id === id)?.name ?? id;
}

export function nameOfAccount(setting: Setting | null, id: string): string {
  return setting?.accounts.find((each) => each.id === id)?.name ?? id;
}
