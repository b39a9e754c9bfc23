import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Keys } from '../../core/ports/sealer.ts';

/** Keys named in one line of the log: a restore after years brings back many. */
const batch = 1_000;

/**
 * The ids of all keys that were destroyed, one per line, in a file apart from the key ring: after a restore from an older copy
 * they are destroyed again. An id says nothing about anybody.
 */
export interface ErasureLedger {
  /** Notes keys that were just destroyed. Resolves when they are on the disk. */
  note(keyIds: readonly string[]): Promise<void>;
  /**
   * Destroys again what a restored key ring has brought back, and notes what the file does not know yet. Resolves to the
   * conversations of which something was brought back.
   */
  repeat(): Promise<readonly ConversationId[]>;
}

export function createErasureLedger({
  file,
  keys,
  log,
}: {
  file: string;
  keys: Pick<Keys, 'destroyed' | 'destroyById'>;
  log: Log;
}): ErasureLedger {
  let writing: Promise<void> = Promise.resolve();

  async function write(keyIds: readonly string[]): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a', 0o600);
    try {
      await handle.appendFile(keyIds.map((id) => `${id}\n`).join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  function note(keyIds: readonly string[]): Promise<void> {
    if (keyIds.length === 0) return Promise.resolve();
    // One after the other, so that no line is torn.
    const written = writing.then(() => write(keyIds));
    writing = written.catch(() => {});
    return written;
  }

  return {
    note,
    async repeat() {
      const noted = new Set(await linesOf(file));
      const destroyed = await keys.destroyed();
      const known = new Set(destroyed);
      const back = [...noted].filter((id) => !known.has(id));
      const conversations = new Set<ConversationId>();
      for (let from = 0; from < back.length; from += batch)
        for (const each of await keys.destroyById(back.slice(from, from + batch))) conversations.add(each);
      if (conversations.size > 0)
        log.warn(
          { conversations: conversations.size },
          'erasures were repeated: an older copy of the keys was restored',
        );
      await note(destroyed.filter((id) => !noted.has(id)));
      return [...conversations];
    },
  };
}

/** A last line without an end was torn by a crash: its key is destroyed in the ring, which completes the file. */
async function linesOf(file: string): Promise<readonly string[]> {
  try {
    const text = await readFile(file, 'utf8');
    return text.split('\n').slice(0, -1);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
