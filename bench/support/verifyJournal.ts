import pino from 'pino';
import { openBot } from '../../src/bot.ts';
import { readConfig } from '../../src/config.ts';

/** What a journal says of the messages that clients know to be acknowledged. */
export interface Verdict {
  readonly acknowledged: number;
  /** Acknowledged messages that the journal does not hold. */
  readonly lost: number;
  /** Messages that it holds more than once. */
  readonly repeated: number;
  /** Messages without an answer. */
  readonly unanswered: number;
  /** Conversations whose revisions have a gap or a repetition. */
  readonly broken: number;
  /** Tasks left in the outbox. */
  readonly waiting: number;
}

/** Opens a data folder, reads its whole journal and compares. Ids are unique over all conversations. */
export async function verify(dataDir: string, acknowledged: readonly string[]): Promise<Verdict> {
  const env = { DATA_DIR: dataDir, PORT: '0' };
  const log = pino({ level: 'error' }, pino.destination(2));
  const bot = await openBot(readConfig(env, process.cwd()), {
    log,
    publicUrl: 'http://127.0.0.1',
    observe: () => {},
    observeDelivery: () => {},
  });
  const seen = new Map<string, number>();
  const revisions = new Map<string, number[]>();
  let unanswered = 0;
  for (let cursor: string | null = null; ; ) {
    const page = await bot.journal.scan(cursor, 1_000);
    if (page.commits.length === 0) break;
    for (const commit of page.commits) {
      revisions.set(commit.conversation, [...(revisions.get(commit.conversation) ?? []), commit.revision]);
      const content = await bot.sealer.open(commit);
      const id = content?.inbound.id ?? '(unreadable)';
      if (content?.inbound.content.kind === 'start') continue;
      seen.set(id, (seen.get(id) ?? 0) + 1);
      if ((content?.outbound.length ?? 0) === 0) unanswered += 1;
    }
    cursor = page.cursor;
  }
  const { waiting } = await bot.outbox.depth();
  await bot.close();
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((id) => !seen.has(id)).length,
    repeated: [...seen.values()].filter((count) => count > 1).length,
    unanswered,
    broken: [...revisions.values()].filter((list) => list.some((revision, index) => revision !== index + 1)).length,
    waiting,
  };
}

/** Whether everything that was acknowledged is there once and answered once. */
export function isClean(verdict: Verdict): boolean {
  const { lost, repeated, unanswered, broken, waiting } = verdict;
  return lost + repeated + unanswered + broken + waiting === 0 && verdict.acknowledged > 0;
}
