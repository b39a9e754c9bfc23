import { ask } from '../../api.ts';
import { isSame } from '../../model/content/fields.ts';
import { editorStore } from './editor.ts';

/** Milliseconds between two reports that a document is open here. */
const reportMs = 8_000;

/** Tells others that a document is open here, and learns who else has it open. Returns how to stop. */
export function followPresence(id: string): () => void {
  let isOver = false;
  const report = async () => {
    if (document.hidden) return;
    const found = await reportPresence(id, 'here');
    // Others learn of it too late where it crossed with leaving.
    if (isOver) return void reportPresence(id, 'left');
    const { present } = editorStore.get();
    if (found !== null && editorStore.get().id === id && !isSame(present, found)) editorStore.set({ present: found });
  };
  void report();
  const every = setInterval(() => void report(), reportMs);
  const seen = () => void report();
  addEventListener('focus', seen);
  return () => {
    isOver = true;
    clearInterval(every);
    removeEventListener('focus', seen);
    void reportPresence(id, 'left');
  };
}

/** Null: the server could not be asked, and nobody is known to be there. */
async function reportPresence(id: string, now: 'here' | 'left'): Promise<readonly string[] | null> {
  try {
    const { present } = await ask<{ present: readonly string[] }>('POST', 'content/presence', {
      id,
      open: now === 'here',
    });
    return present;
  } catch {
    return null;
  }
}
