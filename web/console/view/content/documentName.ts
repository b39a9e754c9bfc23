import type { DeskItem } from '../../../../src/content/desk/views.ts';
import type { Locale } from '../../../../src/core/model/locale.ts';
import { titleOf } from '../../model/content/listFilter.ts';
import { type ConsoleStrings, named } from '../../strings.ts';

/** What people call a document: the title of a service, the name of a file. */
export function documentName(item: Pick<DeskItem, 'id' | 'title'>, strings: ConsoleStrings, locale: Locale): string {
  return item.title === null ? named(strings.content.files, titleOf(item, locale)) : titleOf(item, locale);
}
