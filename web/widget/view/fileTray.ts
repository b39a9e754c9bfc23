import { freeFiles, shownFile } from '../localFiles.ts';
import type { WidgetStrings } from '../strings.ts';
import { make } from './dom.ts';
import { fileElement } from './shownMessage.ts';

/** Kinds of files that the server takes. */
export const offeredTypes = [
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'application/pdf',
  'audio/*',
  'video/*',
];
/** As many as the server takes in one message. */
const maxFiles = 10;

/** Files that were chosen and are not sent yet, each with a way to leave it out. */
interface FileTray {
  readonly element: HTMLElement;
  count(): number;
  add(files: Iterable<File>): void;
  /** Empties it; returns what was in it, to be shown elsewhere. */
  take(): readonly File[];
  /** Empties it for good. */
  clear(): void;
}

export function createFileTray(
  strings: WidgetStrings,
  uploadMb: number,
  deps: { changed: () => void; refuse: (why: 'fileType' | 'fileSize', name: string) => void },
): FileTray {
  const element = make('ul', { class: 'tray' });
  let files: readonly File[] = [];

  function set(next: readonly File[]): void {
    files = next;
    element.hidden = files.length === 0;
    element.setAttribute('aria-label', strings('attached'));
    element.replaceChildren(
      ...files.map((file) => {
        const drop = () => {
          set(files.filter((each) => each !== file));
          freeFiles([shownFile(file)]);
          deps.changed();
        };
        const name = strings('remove', { name: file.name });
        const button = make('button', { type: 'button', 'aria-label': name, title: name, click: drop }, '×');
        return make('li', {}, fileElement(shownFile(file), strings), button);
      }),
    );
  }

  function take(): readonly File[] {
    const taken = files;
    set([]);
    return taken;
  }

  set([]);
  return {
    element,
    count: () => files.length,
    add(chosen) {
      let next = files;
      for (const file of chosen) {
        const size = next.reduce((sum, each) => sum + each.size, file.size);
        if (!isTaken(file.type)) deps.refuse('fileType', file.name);
        else if (size > uploadMb * 1024 * 1024 || next.length === maxFiles) deps.refuse('fileSize', file.name);
        else next = [...next, file];
      }
      set(next);
      // The newest one, beside those that fit.
      element.scrollLeft = element.scrollWidth;
      deps.changed();
    },
    take,
    clear: () => freeFiles(take().map(shownFile)),
  };
}

/** Browsers know recordings by many names: the server looks at the bytes. */
function isTaken(type: string): boolean {
  return offeredTypes.includes(type) || /^(audio|video)\//.test(type);
}
