import type { FileRef } from '../../../src/core/model/message.ts';
import { interpolate } from '../../../src/core/util/interpolate.ts';
import { uploadFile } from '../api.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { announceToScreenReaders, toast } from './announce.ts';
import { faultCode, faultText } from './faults.ts';

/** Attaches a file to the reply in a case. */
export async function attach(code: string, file: File): Promise<void> {
  try {
    const ref = await uploadFile<FileRef>(`cases/${code}/files`, file);
    if (state.get().selectedCase?.code !== code) return;
    state.set({ files: [...state.get().files, ref] });
    announceToScreenReaders(interpolate(stringsNow().attached, { name: ref.name }));
  } catch (error) {
    toast(faultText(faultCode(error)), 'bad');
  }
}

export function detach(id: string): void {
  state.set({ files: state.get().files.filter((each) => each.id !== id) });
}

/** Saves bytes as a file of the browser. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
