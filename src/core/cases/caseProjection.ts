import { iterateCommits } from '../journal/iterateCommits.ts';
import { type CaseCode, type CaseState, nextMoment } from '../model/case.ts';
import { type Commit, isRecord } from '../model/commit.ts';
import { type ConversationId, upToDate } from '../model/conversation.ts';
import type { CaseIndex, CaseRow } from '../ports/caseIndex.ts';
import type { Journal } from '../ports/journal.ts';
import { casesTopic, type PubSub } from '../ports/pubsub.ts';
import type { Sealer } from '../ports/sealer.ts';
import { createLruCache } from '../util/lruCache.ts';
import { helpAt } from './agentInactivity.ts';
import { type Gathered, gatherTokens } from './caseSearchText.ts';

/** Conversations whose rows are kept at hand, up to twice as many, and words that they then have at most. */
const kept = 1_000;
const maxWordsKept = 200;

/** What is left to show of a conversation that was erased. */
const nothing: Gathered = { text: '', tokens: [], keyId: null };

export interface CaseProjectionDeps {
  readonly index: CaseIndex;
  readonly journal: Pick<Journal, 'read' | 'scan'>;
  readonly sealer: Pick<Sealer, 'open' | 'fate'>;
  readonly pubsub: Pick<PubSub, 'publish'>;
  /** The channel of an account; null when nobody knows it. */
  readonly channelOf: (tenant: string, account: string) => string | null;
}

/** Keeps the index of cases as the journal has them. */
export interface CaseProjection {
  /** Puts the cases in as a commit left them. Doing it again changes nothing. */
  show(commit: Commit): Promise<void>;
  /** Takes what was said out of the index, behind a commit that erased it. Doing it again changes nothing. */
  forget(commit: Commit): Promise<void>;
  /**
   * Makes the whole index again; resolves to the number of cases that were put in it. Soon after `end` is aborted it is
   * left as it is, to be made by the next one who finds it not whole.
   */
  rebuild(end: AbortSignal): Promise<number>;
  /** The same, unless the index is whole: null then. */
  rebuildIfNeeded(end: AbortSignal): Promise<number | null>;
}

/** A case with the commit that says so last. */
type CaseSnapshot = Pick<Commit, 'tenant' | 'account' | 'conversation' | 'revision' | 'at'> & {
  readonly caseState: CaseState;
  readonly handledBy: CaseRow['handledBy'];
  readonly nextAt: CaseRow['nextAt'];
};

export function createCaseProjection(deps: CaseProjectionDeps): CaseProjection {
  const { index, journal, sealer, pubsub } = deps;
  const shown = createLruCache<ConversationId, readonly CaseRow[]>(kept);

  /**
   * A row from before a commit: as this process put it in for the commit just before, or else as it is there, where
   * another process may have put a newer one, which spares reading and opening what came in between.
   */
  async function rowOf({ conversation, revision }: Commit, code: CaseCode): Promise<CaseRow | null> {
    const atHand = shown.get(conversation)?.find((row) => row.case.code === code && row.revision === revision - 1);
    return atHand ?? index.rowOf(conversation, code);
  }

  /** `newest`: the last commit that they were seen in, where it is at hand. */
  async function rowsOf(
    sightings: readonly CaseSnapshot[],
    known: readonly CaseRow[],
    newest: Commit | null,
  ): Promise<readonly CaseRow[]> {
    const [first] = sightings;
    if (first === undefined) return [];
    const until = Math.max(...sightings.map(({ revision }) => revision));
    const said = await gatherTokens(
      { journal: newest === null ? journal : withCommit(journal, newest), sealer },
      first.conversation,
      until,
      sightings.map(({ caseState: { code, openedBy } }) => ({
        code,
        openedBy,
        known: known.find((row) => row.case.code === code) ?? null,
      })),
    );
    const channel = deps.channelOf(first.tenant, first.account) ?? known[0]?.channel ?? '';
    const rows = sightings.map((caseSnapshot) =>
      toRow(caseSnapshot, channel, said.get(caseSnapshot.caseState.code) ?? nothing),
    );
    await index.put(rows);
    // If the person was erased in between, nothing of them may stay; what came later is read again with its next commit.
    const isErased = await isAnyErased(rows);
    if (isErased) await index.forget(first.conversation);
    const tokens = rows.reduce((sum, row) => sum + row.tokens.length, 0);
    shown.set(first.conversation, isErased || tokens > maxWordsKept ? [] : rows);
    return rows;
  }

  async function isAnyErased(rows: readonly CaseRow[]): Promise<boolean> {
    const keys = new Set(rows.flatMap(({ keyId }) => keyId ?? []));
    for (const key of keys) if ((await sealer.fate(key)) === 'destroyed') return true;
    return false;
  }

  async function rebuild(end: AbortSignal): Promise<number> {
    await index.clear();
    // What is appended from its end on is shown by whoever appends it.
    const conversations = await visibility(journal, end);
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
      const sightings = sightingsOf(commit);
      const found = await Promise.all(sightings.map(({ caseState }) => rowOf(commit, caseState.code)));
      const known = found.filter((row) => row !== null);
      if (sightings.length === known.length && known.every(({ revision }) => revision >= commit.revision)) return;
      await rowsOf(sightings, known, commit);
      pubsub.publish(casesTopic);
    },

    async forget(commit) {
      const sightings = sightingsOf(commit);
      const channel = deps.channelOf(commit.tenant, commit.account) ?? '';
      // In place of all rows of earlier commits, so that none of them comes back from a process that was slow.
      shown.set(commit.conversation, []);
      await index.put(sightings.map((caseSnapshot) => toRow(caseSnapshot, channel, nothing)));
      await index.forget(commit.conversation);
      pubsub.publish(casesTopic);
    },

    rebuild,

    rebuildIfNeeded: async (end) => ((await index.isWhole()) ? null : rebuild(end)),
  };
}

/** A journal that is not asked for a commit that is at hand, as long as nothing behind it is read. */
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

function sightingsOf(commit: Commit): readonly CaseSnapshot[] {
  if (isRecord(commit.state)) return [];
  const { tenant, account, conversation, revision, at } = commit;
  const { takeover, cases } = upToDate(commit.state);
  return cases.map((caseState) => ({
    ...{ tenant, account, conversation, revision, at },
    caseState,
    handledBy: takeover?.by ?? null,
    nextAt: earliest([nextMoment(caseState), helpAt(caseState, takeover)]),
  }));
}

/** Every case with its last sighting: old ones leave a conversation's state and stay in the index. */
async function visibility(
  journal: Pick<Journal, 'scan'>,
  end: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<string, CaseSnapshot>>> {
  const conversations = new Map<string, Map<string, CaseSnapshot>>();
  for await (const commit of iterateCommits(journal)) {
    if (end.aborted) break;
    for (const caseSnapshot of sightingsOf(commit)) {
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
  { text, tokens, keyId }: Gathered,
): CaseRow {
  return {
    ...{ tenant, account, channel, conversation, revision, keyId, handledBy, text, tokens },
    case: caseState,
    nextAt,
    changedAt: at,
  };
}

function earliest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}
