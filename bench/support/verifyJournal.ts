import pino from 'pino';
import { readConfig } from '../../src/config.ts';
import { isRecord } from '../../src/core/model/commit.ts';
import { createSealer } from '../../src/journal/sealer.ts';
import { openStores } from '../../src/store/open.ts';

/** What a journal says about the messages that were acknowledged to clients. */
export interface Verdict {
  readonly acknowledged: number;
  /** Acknowledged messages that are not in the journal. */
  readonly lost: number;
  /** Messages that are in it more than once. */
  readonly repeated: number;
  /** Messages without an answer. */
  readonly unanswered: number;
  /** Conversations whose revisions have a gap or a repetition. */
  readonly broken: number;
  /** Tasks left in the outbox. */
  readonly waiting: number;
}

/** One turn in the journal. */
export interface Kept {
  readonly account: string;
  readonly conversation: string;
  readonly revision: number;
  /** The platform's id of the message. */
  readonly id: string;
  /** Of the message; `record` where there is none, but a record of the city. */
  readonly kind: string;
  /** The bot's messages in it. */
  readonly answers: number;
  /** Ordinals of the messages for the outbox. */
  readonly sends: readonly number[];
}

export interface Installation {
  /** The whole journal, in order. */
  readonly kept: readonly Kept[];
  readonly outbox: { readonly waiting: number; readonly deadLetters: number };
  /** The journal's id of a platform's conversation. */
  conversationId(account: string, platformConversation: string): string;
}

/**
 * Opens the stores of an installation as configured in its environment, without the service, reads everything and
 * closes them.
 */
export async function readInstallation(env: Readonly<Record<string, string>>): Promise<Installation> {
  const log = pino({ level: 'error' }, pino.destination(2));
  const config = readConfig(env, process.cwd());
  const { store, keyring } = await openStores({ ...config, log });
  const sealer = createSealer({ keys: keyring, secret: keyring.derive('sealer') });
  const kept: Kept[] = [];
  for (let cursor: string | null = null; ; ) {
    const page = await store.journal.scan(cursor, 20_000);
    if (page.commits.length === 0) break;
    const contents = await Promise.all(page.commits.map((commit) => sealer.open(commit)));
    for (const [index, { account, conversation, revision, state, outbox }] of page.commits.entries()) {
      const content = contents[index];
      kept.push({
        account,
        conversation,
        revision,
        id: content?.inbound?.id ?? '(unreadable)',
        kind: isRecord(state) ? 'record' : (content?.inbound?.content.kind ?? '(unreadable)'),
        answers: content?.outbound.length ?? 0,
        sends: outbox.filter(({ kind }) => kind === 'send').map(({ ordinal }) => ordinal),
      });
    }
    cursor = page.cursor;
  }
  const outbox = await store.outbox.depth();
  await store.close();
  await keyring.close();
  return {
    kept,
    outbox,
    conversationId: (account, platform) => sealer.conversationId(config.tenant, account, platform),
  };
}

/** Compares a journal with what was acknowledged. Ids are unique over all conversations. */
export function verify({ kept, outbox }: Installation, acknowledged: readonly string[]): Verdict {
  const seen = new Map<string, number>();
  const revisions = new Map<string, number[]>();
  let unanswered = 0;
  for (const { conversation, revision, id, kind, answers } of kept) {
    const list = revisions.get(conversation) ?? [];
    list.push(revision);
    revisions.set(conversation, list);
    if (kind === 'start' || kind === 'record') continue;
    seen.set(id, (seen.get(id) ?? 0) + 1);
    if (answers === 0) unanswered += 1;
  }
  return {
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((id) => !seen.has(id)).length,
    repeated: [...seen.values()].filter((count) => count > 1).length,
    unanswered,
    broken: [...revisions.values()].filter((list) => list.some((revision, index) => revision !== index + 1)).length,
    waiting: outbox.waiting,
  };
}

/** Whether everything that was acknowledged is there once and answered once. */
export function isClean(verdict: Verdict): boolean {
  const { lost, repeated, unanswered, broken, waiting } = verdict;
  return lost + repeated + unanswered + broken + waiting === 0 && verdict.acknowledged > 0;
}
