import { iterateCommits } from '../journal/iterateCommits.ts';
import { type CaseCode, type CaseState, nextMoment } from '../model/case.ts';
import { type Commit, isRecord } from '../model/commit.ts';
import { type ConversationId, upToDate } from '../model/conversation.ts';
import type { ErasureEnd } from '../model/rights/erasure.ts';
import { type CaseIndex, type CaseRow, queryWith } from '../ports/caseIndex.ts';
import type { Journal } from '../ports/journal.ts';
import { casesTopic, type PubSub } from '../ports/pubsub.ts';
import type { Sealer } from '../ports/sealer.ts';
import { createLruCache } from '../util/lruCache.ts';
import { helpAt } from './agentInactivity.ts';
import { type Gathered, gatherTokens } from './caseSearchText.ts';

/**
 * Conversations whose rows are cached (up to twice as many), and the number of tokens above which rows are not cached.
 */
const cacheSize = 1_000;
const maxCachedTokens = 200;

/** What remains to show of an erased conversation. */
const emptyText: Gathered = { text: '', tokens: [], keyId: null };

export interface CaseProjectionDeps {
  readonly index: CaseIndex;
  readonly journal: Pick<Journal, 'read' | 'scan'>;
  readonly sealer: Pick<Sealer, 'open' | 'fate'>;
  readonly pubsub: Pick<PubSub, 'publish'>;
  /** The channel of an account; null when the account is unknown. */
  readonly channelOf: (tenant: string, account: string) => string | null;
}

/** Keeps the index of cases in step with the journal. */
export interface CaseProjection {
  /** Indexes the cases as a commit left them. Idempotent. */
  show(commit: Commit): Promise<void>;
  /**
   * Removes text and tokens from the index after a commit that erased them, and resolves to the cases concerned.
   * `before`: where a partial erasure ends; null: there is none. Idempotent.
   */
  forget(commit: Commit, before: ErasureEnd | null): Promise<readonly CaseCode[]>;
  /**
   * Rebuilds the whole index; resolves to the number of cases indexed. Soon after `end` is aborted it stops; the index
   * is then incomplete, and the next process that finds it so rebuilds it.
   */
  rebuild(end: AbortSignal): Promise<number>;
  /** Rebuilds the index unless it is complete; null in that case. */
  rebuildIfNeeded(end: AbortSignal): Promise<number | null>;
}

/** A case with the newest commit that changed it. */
type CaseSnapshot = Pick<Commit, 'tenant' | 'account' | 'conversation' | 'revision' | 'at'> & {
  readonly caseState: CaseState;
  readonly handledBy: CaseRow['handledBy'];
  readonly nextAt: CaseRow['nextAt'];
};

export function createCaseProjection(deps: CaseProjectionDeps): CaseProjection {
  const { index, journal, sealer, pubsub } = deps;
  const shown = createLruCache<ConversationId, readonly CaseRow[]>(cacheSize);

  /**
   * The row of a case before a commit: from this process's cache if it wrote the row for the preceding commit, else
   * from the index. Another process may have written a newer row there, which saves reading and opening the commits in
   * between.
   */
  async function rowOf({ conversation, revision }: Commit, code: CaseCode): Promise<CaseRow | null> {
    const cached = shown.get(conversation)?.find((row) => row.case.code === code && row.revision === revision - 1);
    return cached ?? index.rowOf(conversation, code);
  }

  /** `newest`: the last commit that touched the cases, if it is in memory. */
  async function rowsOf(
    snapshots: readonly CaseSnapshot[],
    known: readonly CaseRow[],
    newest: Commit | null,
  ): Promise<readonly CaseRow[]> {
    const [first] = snapshots;
    if (first === undefined) return [];
    const until = Math.max(...snapshots.map(({ revision }) => revision));
    const said = await gatherTokens(
      { journal: newest === null ? journal : withCommit(journal, newest), sealer },
      first.conversation,
      until,
      snapshots.map(({ caseState: { code, openedBy, kind } }) => ({
        code,
        openedBy,
        kind,
        known: known.find((row) => row.case.code === code) ?? null,
      })),
    );
    const channel = deps.channelOf(first.tenant, first.account) ?? known[0]?.channel ?? '';
    const rows = snapshots.map((caseSnapshot) =>
      toRow(caseSnapshot, channel, said.get(caseSnapshot.caseState.code) ?? emptyText),
    );
    await index.put(rows);
    // If the person was erased meanwhile, remove everything; later turns are read again with their next commit.
    const isErased = await isAnyErased(rows);
    if (isErased) await index.forget(first.conversation);
    const tokens = rows.reduce((sum, row) => sum + row.tokens.length, 0);
    shown.set(first.conversation, isErased || tokens > maxCachedTokens ? [] : rows);
    return rows;
  }

  async function isAnyErased(rows: readonly CaseRow[]): Promise<boolean> {
    const keys = new Set(rows.flatMap(({ keyId }) => keyId ?? []));
    for (const key of keys) if ((await sealer.fate(key)) === 'destroyed') return true;
    return false;
  }

  async function rebuild(end: AbortSignal): Promise<number> {
    await index.clear();
    // From here on, each process that appends a commit indexes it as well.
    const conversations = await newestSnapshots(journal, end);
    let count = 0;
    for (const cases of conversations.values()) {
      if (end.aborted) break;
      count += (await rowsOf([...cases.values()], [], null)).length;
    }
    if (!end.aborted) await index.markWhole();
    pubsub.publish(casesTopic);
    return count;
  }

  return {
    async show(commit) {
      const snapshots = snapshotsOf(commit);
      const found = await Promise.all(snapshots.map(({ caseState }) => rowOf(commit, caseState.code)));
      const known = found.filter((row) => row !== null);
      if (snapshots.length === known.length && known.every(({ revision }) => revision >= commit.revision)) return;
      await rowsOf(snapshots, known, commit);
      pubsub.publish(casesTopic);
    },

    async forget(commit, before) {
      const { tenant, account, conversation } = commit;
      const snapshots = snapshotsOf(commit);
      const channel = deps.channelOf(tenant, account) ?? '';
      // Those that the conversation remembers no more are in the index alone.
      const all = await casesOf(index, tenant, conversation);
      shown.set(conversation, []);
      if (before === null) {
        // Replaces all rows of earlier commits, so that a slow process cannot bring one back.
        await index.put(snapshots.map((caseSnapshot) => toRow(caseSnapshot, channel, emptyText)));
        await index.forget(conversation);
      } else {
        await index.forget(conversation);
        await rowsOf(snapshots, [], null);
      }
      pubsub.publish(casesTopic);
      const isOver = ({ openedBy }: CaseState) => before === null || openedBy < before.revision;
      const found = new Map([...all, ...snapshots.map(({ caseState }) => caseState)].map((each) => [each.code, each]));
      return [...found.values()].filter(isOver).map(({ code }) => code);
    },

    rebuild,

    rebuildIfNeeded: async (end) => ((await index.isWhole()) ? null : rebuild(end)),
  };
}

async function casesOf(
  index: Pick<CaseIndex, 'find'>,
  tenant: string,
  conversation: ConversationId,
): Promise<readonly CaseState[]> {
  const all: CaseState[] = [];
  for (let after: string | null = null; ; ) {
    const found = await index.find(queryWith(tenant, { conversation, after, limit: 200 }));
    all.push(...found.rows.map((row) => row.case));
    if (found.next === null) return all;
    after = found.next;
  }
}

/** A journal that answers from a commit in memory, as long as nothing later is read. */
function withCommit(journal: Pick<Journal, 'read'>, newest: Commit): Pick<Journal, 'read'> {
  return {
    async read(conversation, after, limit) {
      const between = newest.revision - 1 - after;
      if (between < 0 || between >= limit) return journal.read(conversation, after, limit);
      const before = between > 0 ? await journal.read(conversation, after, between) : [];
      return before.length === between ? [...before, newest] : before;
    },
  };
}

function snapshotsOf(commit: Commit): readonly CaseSnapshot[] {
  if (isRecord(commit.state)) return [];
  const { tenant, account, conversation, revision, at } = commit;
  const { takeover, cases } = upToDate(commit.state);
  return cases.map((caseState) => ({
    tenant,
    account,
    conversation,
    revision,
    at,
    caseState,
    handledBy: takeover?.by ?? null,
    nextAt: earliest([nextMoment(caseState), helpAt(caseState, takeover)]),
  }));
}

/** Every case with its newest snapshot: old cases leave the state of a conversation but stay in the index. */
async function newestSnapshots(
  journal: Pick<Journal, 'scan'>,
  end: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<string, CaseSnapshot>>> {
  const conversations = new Map<string, Map<string, CaseSnapshot>>();
  for await (const commit of iterateCommits(journal)) {
    if (end.aborted) break;
    for (const caseSnapshot of snapshotsOf(commit)) {
      const cases = conversations.get(commit.conversation) ?? new Map<string, CaseSnapshot>();
      const before = cases.get(caseSnapshot.caseState.code);
      if (before === undefined || before.revision < caseSnapshot.revision)
        cases.set(caseSnapshot.caseState.code, caseSnapshot);
      conversations.set(commit.conversation, cases);
    }
  }
  return conversations;
}

function toRow(
  { caseState, handledBy, nextAt, tenant, account, conversation, revision, at }: CaseSnapshot,
  channel: string,
  { text, told, tokens, keyId }: Gathered,
): CaseRow {
  return {
    tenant,
    account,
    channel,
    conversation,
    revision,
    keyId,
    handledBy,
    text,
    ...(told ? { told } : {}),
    tokens,
    case: caseState,
    nextAt,
    changedAt: at,
  };
}

function earliest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}
