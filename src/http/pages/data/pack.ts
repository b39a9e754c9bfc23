import { packZip } from '../../../content/sheets/zip.ts';
import type { Locale } from '../../../core/model/locale.ts';
import type { PersonalData } from '../../../core/model/rights/personalData.ts';
import type { PersonalDataDesk } from '../../../core/ports/rights/personalData.ts';
import { dataDocument, filesOf, jsonOf } from './document.ts';

/** Everything in one archive: a page to read, JSON for programs, and the files. */
export async function packPersonalData(
  data: PersonalData,
  {
    locale,
    timeZone,
    openFile,
  }: { readonly locale: Locale; readonly timeZone: string; readonly openFile: PersonalDataDesk['openFile'] },
): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>();
  files.set('dades.html', Buffer.from(dataDocument(data, locale, timeZone)));
  files.set('dades.json', Buffer.from(jsonOf(data)));
  for (const { conversation, file, path } of filesOf(data)) {
    const bytes = await openFile(conversation, file.id);
    if (bytes !== null) files.set(path, bytes);
  }
  return packZip(files);
}
