import type { SealedContent } from '../core/model/commit.ts';
import type { ConversationId } from '../core/model/conversation.ts';
import { codeOf } from '../core/model/errors.ts';
import type { FileRef } from '../core/model/message.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Files } from '../core/ports/files.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Log } from '../core/ports/log.ts';
import type { Sealer } from '../core/ports/sealer.ts';
import { sleep } from '../core/util/sleep.ts';

/** Milliseconds between two collections. */
const intervalMs = 3_600_000;
/** How long a file waits for the commit that refers to it, milliseconds: staff take their time over an answer. */
export const commitWaitMs = 24 * 3_600_000;
/** Files in one batch, and commits read at once. */
const batchSize = 200;
const pageSize = 100;

interface CollectDeps {
  readonly files: Pick<Files, 'unconfirmed' | 'confirm' | 'remove'>;
  readonly journal: Pick<Journal, 'read'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly clock: Clock;
}

/**
 * Checks every file of some age: if a commit of its conversation refers to it, it is confirmed; all others are removed,
 * unused reservations included. Resolves to how many were removed.
 */
export async function collectFiles({ files, journal, sealer, clock }: CollectDeps): Promise<number> {
  let removed = 0;
  for (;;) {
    const found = await files.unconfirmed(clock() - commitWaitMs, batchSize);
    for (const [conversation, those] of Map.groupBy(found, (file) => file.conversation)) {
      const referred = await referredIn(conversation);
      const isKept = ({ id, keyId }: (typeof those)[number]) => keyId !== null && referred.has(id);
      const kept = those.filter(isKept).map(({ id }) => id);
      const left = those.filter((file) => !isKept(file)).map(({ id }) => id);
      if (kept.length > 0) await files.confirm(conversation, kept);
      if (left.length > 0) await files.remove(conversation, left);
      removed += left.length;
    }
    if (found.length < batchSize) return removed;
  }

  /** Files that the commits of a conversation refer to, as far as these can be opened: erased ones refer to none. */
  async function referredIn(conversation: ConversationId): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for (let after = 0; ; ) {
      const commits = await journal.read(conversation, after, pageSize);
      for (const commit of commits) {
        const content = await sealer.open(commit);
        for (const { id } of content === null ? [] : filesOf(content)) ids.add(id);
      }
      if (commits.length < pageSize) return ids;
      after = commits.at(-1)?.revision ?? after;
    }
  }
}

/** Collects files every hour until the end; failures are retried the next time. */
export async function keepCollecting(
  deps: CollectDeps & { readonly timer: Timer; readonly end: AbortSignal; readonly log: Log },
): Promise<void> {
  const { timer, end, log } = deps;
  while (!end.aborted) {
    try {
      const removed = await collectFiles(deps);
      if (removed > 0) log.info({ removed }, 'files without a message removed');
    } catch (error) {
      log.error({ code: codeOf(error), error }, 'files could not be collected; retrying later');
    }
    await sleep(intervalMs, timer, end);
  }
}

/** Files of people and of staff that a commit refers to. */
function filesOf({ inbound, command, outbound }: SealedContent): readonly FileRef[] {
  const sent = inbound?.content.kind === 'files' ? inbound.content.files : [];
  const answered = command?.kind === 'reply' ? command.files : [];
  return [...sent, ...answered, ...outbound.flatMap(({ files }) => files)];
}
