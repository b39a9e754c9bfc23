import type { ImportOutcome } from '../../../../src/content/desk/views.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { ApiFault, askForFile, uploadFile } from '../../api.ts';
import { state } from '../../state.ts';
import { localeNow, stringsNow } from '../../strings.ts';
import { toast } from '../announce.ts';
import { faultCode, faultText } from '../faults.ts';
import { saveFile } from '../files.ts';
import { go } from '../route.ts';
import { readContentList } from './list.ts';

/** What went wrong with a sheet, in words, and the rows that the server names. */
export interface SheetFault {
  readonly text: string;
  readonly detail: string;
}

/** Saves texts as a file of the browser. `entries` null: all. Resolves to what went wrong; null: nothing. */
export async function downloadTexts(
  format: 'csv' | 'xlsx',
  entries: readonly string[] | null,
): Promise<SheetFault | null> {
  const locale = localeNow();
  try {
    const file = await askForFile('content/sheet', entries === null ? { format, locale } : { format, locale, entries });
    saveFile(file, `textos.${format}`);
    return null;
  } catch (error) {
    return faultOf(error);
  }
}

/** Makes drafts of what a file says otherwise, and shows what they change. Resolves as `downloadTexts`. */
export async function uploadTexts(file: File): Promise<SheetFault | null> {
  try {
    const { drafted, skipped } = await uploadFile<ImportOutcome>('content/sheet/import', file);
    const strings = stringsNow().content.sheets;
    await readContentList();
    state.set({ dialog: null });
    toast(interpolate(strings.imported, { drafted: drafted.length, skipped: skipped.length }), 'good');
    if (drafted.length > 0) go({ page: 'publish' });
    return null;
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): SheetFault {
  const isRefused = error instanceof ApiFault && error.status === 400;
  const text = isRefused ? stringsNow().content.sheets.refused : faultText(faultCode(error));
  return { text, detail: isRefused ? error.detail : '' };
}
