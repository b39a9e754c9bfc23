import type { Commit } from '../../core/model/commit.ts';
import { isRecord } from '../../core/model/commit.ts';
import type { ConversationId, ConversationState } from '../../core/model/conversation.ts';
import type { DerivedRecords } from '../../core/ports/derived.ts';
import type { Journal } from '../../core/ports/journal.ts';

const headName = 'head';
/** Raised whenever what is stored changes: then all is made again from the journal. */
const form = 1;
const pageSize = 500;
const readAtOnce = 50;

/** Who is told of something, by conversation, with the account: a list that is derived from the journal. */
export interface SubscriberIndex {
  /** Notes that a commit changed whether somebody is told. Safe to run twice. */
  note(commit: Pick<Commit, 'conversation' | 'account' | 'revision'>): Promise<void>;
  /** All of them; makes the list again from the journal where there is none. For one process of all. */
  load(end: AbortSignal): Promise<ReadonlyMap<ConversationId, string>>;
  /** What was noted since; `done` forgets it. */
  changes(): Promise<{ readonly changed: ReadonlyMap<ConversationId, string>; done(): Promise<void> }>;
  /** All that are known right now, with what was noted since: some of them may want nothing more. Changes nothing. */
  list(): Promise<ReadonlyMap<ConversationId, string>>;
  put(conversation: ConversationId, account: string): Promise<void>;
  remove(conversation: ConversationId): Promise<void>;
}

/** Whether somebody is told of anything in a conversation. */
export function isSubscriber({ subscription, reminders }: ConversationState): boolean {
  return (subscription ?? null) !== null || (reminders ?? []).length > 0;
}

export function createSubscriberIndex(deps: {
  readonly derived: DerivedRecords;
  readonly journal: Pick<Journal, 'scan'>;
  readonly tenant: string;
}): SubscriberIndex {
  const { derived, journal, tenant } = deps;
  const owner = `(subscribers) ${tenant}`;
  const news = `(changed subscriptions) ${tenant}`;

  async function put(conversation: ConversationId, account: string): Promise<void> {
    await derived.put(owner, conversation, { revision: 1, bytes: bytesOf(account) });
  }

  async function accountsOf(from: string, names: readonly string[]): Promise<readonly (readonly [string, string])[]> {
    const found: [string, string][] = [];
    for (let at = 0; at < names.length; at += readAtOnce) {
      const some = names.slice(at, at + readAtOnce);
      const read = await Promise.all(some.map(async (name) => [name, await derived.get(from, name)] as const));
      for (const [name, record] of read)
        if (record !== null) found.push([name, new TextDecoder().decode(record.bytes)]);
    }
    return found;
  }

  /** From the beginning: a store that was restored or moved has no list. */
  async function makeAgain(end: AbortSignal): Promise<ReadonlyMap<ConversationId, string>> {
    const all = new Map<ConversationId, string>();
    for (let cursor: string | null = null; !end.aborted; ) {
      const page: Awaited<ReturnType<Journal['scan']>> = await journal.scan(cursor, pageSize);
      for (const { tenant: own, account, conversation, state } of page.commits) {
        if (own !== tenant || isRecord(state)) continue;
        if (isSubscriber(state)) all.set(conversation, account);
        else all.delete(conversation);
      }
      cursor = page.cursor;
      if (page.commits.length < pageSize) break;
    }
    if (end.aborted) return all;
    for (const [conversation, account] of all) await put(conversation, account);
    await derived.put(owner, headName, { revision: form, bytes: bytesOf('') });
    return all;
  }

  async function members() {
    return accountsOf(
      owner,
      (await derived.names(owner)).filter((name) => name !== headName),
    );
  }

  async function changes() {
    const names = await derived.names(news);
    const changed = (await accountsOf(news, names)).map(
      ([name, account]) => [name.split(' ')[0] ?? '', account] as const,
    );
    return { changed: new Map(changed), done: () => derived.remove(news, names) };
  }

  return {
    put,
    remove: (conversation) => derived.remove(owner, [conversation]),

    async note({ conversation, account, revision }) {
      await derived.put(news, `${conversation} ${revision}`, { revision, bytes: bytesOf(account) });
    },

    async load(end) {
      const head = await derived.get(owner, headName);
      if (head?.revision !== form) return makeAgain(end);
      return new Map(await members());
    },

    async list() {
      const noted = await changes();
      return new Map([...(await members()), ...noted.changed]);
    },

    changes,
  };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
