import type { Surface } from '../../../../src/core/model/message.ts';
import type { PreviewBody, ShownPreview } from '../../../../src/http/api/wireWriting.ts';
import { ask } from '../../api.ts';
import { type FieldPath, textAt } from '../../model/content/fields.ts';
import { previewPart } from '../../model/content/previewPart.ts';
import { createStore } from '../../observable.ts';
import { editorStore, saveNow } from './editor.ts';

/** The channel that is checked, the same for all texts. */
export const previewStore = createStore<{ readonly channel: string; readonly surface: Surface }>({
  channel: 'webchat',
  surface: 'private',
});

/** Reads how the channels show a text, as it is on the page. */
export async function readPreview(path: FieldPath): Promise<readonly ShownPreview[]> {
  await saveNow();
  const { shown } = await ask<{ readonly shown: readonly ShownPreview[] }>('POST', 'content/preview', bodyOf(path));
  return shown;
}

function bodyOf(path: FieldPath): PreviewBody {
  const { id, document, entry } = editorStore.get();
  const part = document?.kind === 'entry' ? previewPart(entry, path) : null;
  if (part !== null) return { id, part };
  return {
    texts: {
      ca: textAt(entry, [...path, 'ca']),
      es: textAt(entry, [...path, 'es']),
      en: textAt(entry, [...path, 'en']),
    },
  };
}
