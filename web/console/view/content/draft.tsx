import type { DeskDocument } from '../../../../src/content/desk/views.ts';
import { editorStore } from '../../actions/content/editor.ts';
import type { DataObject, FieldPath } from '../../model/content/fields.ts';
import { staleTranslations } from '../../model/content/staleTranslations.ts';
import { useStore } from '../../observable.ts';
import { useStrings } from '../../strings.ts';

const none: ReadonlySet<string> = new Set();
let last: { readonly live: unknown; readonly entry: unknown; readonly stale: ReadonlySet<string> } = {
  live: null,
  entry: null,
  stale: none,
};

/** Computed once for each state of the page. */
function staleNow(document: DeskDocument | null, entry: DataObject): ReadonlySet<string> {
  const live = document?.live?.entry ?? null;
  if (last.live !== live || last.entry !== entry) {
    last = { live, entry, stale: staleTranslations(live as DataObject | null, entry) };
  }
  return last.stale;
}

/** Whether a translation is older than the Catalan next to it. */
export function useStale(path: FieldPath): boolean {
  return useStore(editorStore, ({ document, entry }) => staleNow(document, entry).has(path.join('.')));
}

export function StaleMark() {
  const strings = useStrings();
  return <p class="problem">{strings.content.stale}</p>;
}
