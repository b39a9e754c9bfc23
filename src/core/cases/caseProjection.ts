import { iterateCommits } from '../journal/iterateCommits.ts';
import { restricts } from '../journal/usableContent.ts';
import type { CaseCode, CaseState } from '../model/case.ts';
import type { Commit } from '../model/commit.ts';
import type { ConversationId } from '../model/conversation.ts';
import type { ErasureEnd } from '../model/rights/erasure.ts';
import { type CaseIndex, type CaseRow, queryWith } from '../ports/caseIndex.ts';
import type { Journal } from '../ports/journal.ts';
import { casesTopic, type PubSub } from '../ports/pubsub.ts';
import type { Sealer } from '../ports/sealer.ts';
import { createLruCache } from '../util/lruCache.ts';
import { type Gathered, gatherTokens } from './caseSearchText.ts';
import { type CaseSnapshot, caseRowOf, codesOf, snapshotOfRow, snapshotsNow, snapshotsOf } from './caseSnapshot.ts';
import { casesOfEvent } from './caseTurns.ts';
import { confirmedEmail } from './rights/confirmedEmail.ts';

/** Conversations whose rows are cached (up to twice as many), and the number of tokens above which none are cached. */
const cacheSize = 1_000;
const maxCachedTokens = 200;

/** What remains to show of an erased conversation. */
const emptyText: Gathered = { text: '', tokens: [], keyId: null };

interface CaseProjectionDeps {
  readonly index: CaseIndex;
  readonly journal: Pick<Journal, 'load' | 'read' | 'scan'>;
  readonly sealer: Pick<Sealer, 'open' | 'fate' | 'inboundKey'>;
  readonly pubsub: Pick<PubSub, 'publish'>;
  /** The channel of an account; null when the account is unknown. */
  readonly channelOf: (tenant: string, account: string) => string | null;
}

/** Keeps the index of cases in step with the journal. */
export interface CaseProjection {
  /**
   * Indexes the cases as a commit left them: those that it changed or concerns; where there are none the newest open one, so
   * that staff who look at it see what is said. Idempotent.
   */
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

/** A row without what is personal. */
type KnownRow = Pick<CaseRow, 'revision' | 'account' | 'case' | 'handledBy' | 'nextAt'> & {
  readonly isRestricted?: boolean;
  /** Revision up to which the row holds what was said in its case; 0: it has to be gathered again. */
  readonly holds: number;
};

/** The rows of a conversation, as this process left them. */
interface Shown {
  /** The newest commit that was shown. */
  readonly through: number;
  readonly rows: readonly KnownRow[];
  /** Those that were written last, whole. */
  readonly written: readonly CaseRow[];
}

const nothingShown: Shown = { through: 0, rows: [], written: [] };

export function createCaseProjection(deps: CaseProjectionDeps): CaseProjection {
  const { index, journal, sealer, pubsub } = deps;
  const shown = createLruCache<ConversationId, Shown | null>(cacheSize);

  /**
   * The rows of the cases before a commit: from this process's cache if it showed the preceding commit, else from the
   * index. Another process may have written newer rows there.
   */
  async function rowsBefore({ conversation, revision }: Commit, codes: readonly CaseCode[]): Promise<Shown> {
    const cached = shown.get(conversation);
    return cached?.through === revision - 1 ? cached : rowsInIndex(conversation, codes);
  }

  async function rowsInIndex(conversation: ConversationId, codes: readonly CaseCode[]): Promise<Shown> {
    const found = await Promise.all(codes.map((code) => index.rowOf(conversation, code)));
    const rows = found.flatMap((row) => (row === null ? [] : { ...row, holds: row.keyId === null ? 0 : row.revision }));
    return { ...nothingShown, rows };
  }

  /**
   * `newest`: the last commit that touched the cases; null: all rows are made again. Resolves to null if they were erased,
   * or are only kept.
   */
  async function putRows(
    snapshots: readonly CaseSnapshot[],
    newest: Commit | null,
    { rows: before, written }: Shown,
  ): Promise<readonly CaseRow[] | null> {
    const [first] = snapshots;
    if (first === undefined) return [];
    const { conversation } = first;
    if (snapshots.some(({ isRestricted }) => isRestricted)) return putBare(snapshots, first);
    const rowOf = async (code: CaseCode) =>
      written.find((row) => row.case.code === code) ?? index.rowOf(conversation, code);
    const until = Math.max(...snapshots.map(({ revision }) => revision));
    const known = newest === null ? [] : await Promise.all(snapshots.map(({ caseState }) => rowOf(caseState.code)));
    const said = await gatherTokens(
      { journal: newest === null ? journal : withCommit(journal, newest), sealer },
      conversation,
      until,
      snapshots.map(({ caseState: { code, openedBy, kind } }, at) => ({
        code,
        openedBy,
        kind,
        known: known[at] ?? null,
        // Only of the row that is gone on with: another process may have written one meanwhile.
        holds: before.find((row) => row.case.code === code && row.revision === known[at]?.revision)?.holds ?? 0,
      })),
    );
    const channel = deps.channelOf(first.tenant, first.account) ?? known.find((row) => row)?.channel ?? '';
    const emails = await Promise.all(
      snapshots.map((each) => confirmedEmail(each, each.caseState, { journal, sealer })),
    );
    const rows = snapshots.map((caseSnapshot, at) =>
      caseRowOf(caseSnapshot, channel, said.get(caseSnapshot.caseState.code) ?? emptyText, emails[at]),
    );
    await index.put(rows);
    // If the person was erased meanwhile, remove everything; later turns are read again with their next commit.
    const isErased = await isAnyErased([...rows, ...emails.filter((each) => each !== null)]);
    if (isErased) await index.forget(conversation);
    return isErased ? null : rows;
  }

  /** Puts rows without what was said. */
  async function putBare(snapshots: readonly CaseSnapshot[], { tenant, account }: CaseSnapshot): Promise<null> {
    const channel = deps.channelOf(tenant, account) ?? '';
    await index.put(snapshots.map((caseSnapshot) => caseRowOf(caseSnapshot, channel, emptyText)));
    return null;
  }

  /** The cases that left the state of a conversation, where whether what was said may be used has changed for them, too. */
  async function othersRestricted(
    source: Commit,
    snapshots: readonly CaseSnapshot[],
  ): Promise<readonly CaseSnapshot[]> {
    const isRestricted = restricts(source.state);
    const codes = new Set(codesOf(snapshots));
    const rows = await rowsOf(index, source.tenant, source.conversation);
    const others = rows.filter((row) => !codes.has(row.case.code) && (row.isRestricted ?? false) !== isRestricted);
    return others.map((row) => snapshotOfRow(row, source));
  }

  async function isAnyErased(sealedUnder: readonly Pick<CaseRow, 'keyId'>[]): Promise<boolean> {
    const keys = new Set(sealedUnder.flatMap(({ keyId }) => keyId ?? []));
    for (const key of keys) if ((await sealer.fate(key)) === 'destroyed') return true;
    return false;
  }

  /** Puts the rows that `commit` calls for as `source` left them; resolves to whether they may be of the past by now. */
  async function showAs(
    source: Commit,
    commit: Commit,
    snapshots: readonly CaseSnapshot[],
    before: Shown,
  ): Promise<boolean> {
    const known = new Map(before.rows.map((row) => [row.case.code, row]));
    const wanted = toShow(snapshots, known, commit);
    const restrictionChanged = wanted.some(({ caseState, isRestricted }) => {
      const row = known.get(caseState.code);
      return row !== undefined && (row.isRestricted ?? false) !== isRestricted;
    });
    const others = restrictionChanged || source !== commit ? await othersRestricted(source, snapshots) : [];
    const rows = await putRows([...wanted, ...others], source, before);
    const isOwn = rows !== null && source === commit;
    shown.set(source.conversation, isOwn ? shownBy(source, snapshots, known, rows) : null);
    const takeoverChanged = wanted.some((each) => {
      const row = known.get(each.caseState.code);
      return row === undefined ? each.caseState.openedBy !== source.revision : isHandledOtherwise(row, each);
    });
    return takeoverChanged && isOvertaken(source);
  }

  /** Puts the rows that a commit calls for, and those that differ, as the newest commit left them. */
  async function showNewest(commit: Commit, own: readonly CaseSnapshot[]): Promise<void> {
    for (let isBehind = true; isBehind; ) {
      const newest = await newestCommit(journal, commit);
      const snapshots = await snapshotsNow(journal, newest, own);
      const before = await rowsInIndex(commit.conversation, codesOf(snapshots));
      isBehind = await showAs(newest, commit, snapshots, before);
    }
  }

  /**
   * Whether the rows that were put may be of the past, although nothing newer replaced them: what concerns the whole
   * conversation, as who handles it, changes in every row and can change back. A later commit that found a row as it
   * leaves it does not write it, so it is no obstacle to this one. That commit is in the journal before anybody looks
   * at the rows for it: either it is seen here, or what was put here is seen there. A message costs no read: it changes
   * nothing of that kind.
   */
  async function isOvertaken({ conversation, revision }: Commit): Promise<boolean> {
    return (await journal.read(conversation, revision, 1)).length > 0;
  }

  async function rebuild(end: AbortSignal): Promise<number> {
    await index.clear();
    // From here on, each process that appends a commit indexes it as well.
    const conversations = await newestSnapshots(journal, end);
    let count = 0;
    for (const cases of conversations.values()) {
      if (end.aborted) break;
      await putRows([...cases.values()], null, nothingShown);
      count += cases.size;
    }
    if (!end.aborted) await index.markWhole();
    pubsub.publish(casesTopic);
    return count;
  }

  return {
    async show(commit) {
      const { revision } = commit;
      const own = snapshotsOf(commit);
      const before = await rowsBefore(commit, codesOf(own));
      const isKnown = ({ caseState: { code } }: CaseSnapshot) => revisionIn(before, code) >= revision;
      if (own.every(isKnown)) return;
      // If a later commit was already indexed, the cases have moved on since this one.
      const isLate = before.rows.some((row) => row.revision > revision);
      if (isLate || (await showAs(commit, commit, own, before))) await showNewest(commit, own);
      pubsub.publish(casesTopic);
    },

    async forget(commit, before) {
      const { tenant, account, conversation } = commit;
      const snapshots = snapshotsOf(commit);
      const channel = deps.channelOf(tenant, account) ?? '';
      // Those that the conversation remembers no more are in the index alone.
      const all = (await rowsOf(index, tenant, conversation)).map((row) => row.case);
      shown.set(conversation, null);
      if (before === null) {
        // Replaces all rows of earlier commits, so that a slow process cannot bring one back.
        await index.put(snapshots.map((caseSnapshot) => caseRowOf(caseSnapshot, channel, emptyText)));
        await index.forget(conversation);
      } else {
        await index.forget(conversation);
        await putRows(snapshots, null, nothingShown);
      }
      if (snapshots.length > 0 && (await isOvertaken(commit))) await showNewest(commit, snapshots);
      pubsub.publish(casesTopic);
      const isOver = ({ openedBy }: CaseState) => before === null || openedBy < before.revision;
      const found = new Map([...all, ...snapshots.map(({ caseState }) => caseState)].map((each) => [each.code, each]));
      return [...found.values()].filter(isOver).map(({ code }) => code);
    },

    rebuild,

    rebuildIfNeeded: async (end) => ((await index.isWhole()) ? null : rebuild(end)),
  };
}

/** The cases that a commit changed or concerns; else the newest open one, or the newest. */
function toShow(
  snapshots: readonly CaseSnapshot[],
  known: ReadonlyMap<CaseCode, KnownRow>,
  { events }: Commit,
): readonly CaseSnapshot[] {
  const concerned = new Set(events.flatMap((event) => ('case' in event ? casesOfEvent(event) : [])));
  const changed = snapshots.filter((each) => {
    const row = known.get(each.caseState.code);
    return row === undefined || concerned.has(each.caseState.code) || isChanged(row, each);
  });
  if (changed.length > 0) return changed;
  const open = snapshots.findLastIndex(({ caseState }) => caseState.status !== 'closed');
  return snapshots.slice(open, open === -1 ? undefined : open + 1);
}

function isChanged(row: KnownRow, caseSnapshot: CaseSnapshot): boolean {
  return isHandledOtherwise(row, caseSnapshot) || !isSameCase(row, caseSnapshot);
}

/** Whether something changed that is not the case's own but of its conversation. */
function isHandledOtherwise(row: KnownRow, caseSnapshot: CaseSnapshot): boolean {
  const { account, handledBy, nextAt, isRestricted } = caseSnapshot;
  if ((row.isRestricted ?? false) !== isRestricted) return true;
  if (row.account !== account || row.handledBy !== handledBy) return true;
  return row.nextAt !== nextAt && isSameCase(row, caseSnapshot);
}

function isSameCase(row: KnownRow, { caseState }: CaseSnapshot): boolean {
  // Mostly the same object: a turn copies only what it changes.
  return row.case === caseState || JSON.stringify(row.case) === JSON.stringify(caseState);
}

function revisionIn({ rows }: Shown, code: CaseCode): number {
  return rows.find((row) => row.case.code === code)?.revision ?? 0;
}

/** The rows after a commit, of which some were written. */
function shownBy(
  { revision: through }: Commit,
  snapshots: readonly CaseSnapshot[],
  known: ReadonlyMap<CaseCode, KnownRow>,
  written: readonly CaseRow[],
): Shown {
  const rows = snapshots.map(({ account, caseState, handledBy, nextAt, isRestricted }) => {
    const now = written.find((each) => each.case.code === caseState.code);
    const row = known.get(caseState.code);
    // A row that lacks an earlier commit goes on lacking it until it is written.
    const goesOn = now !== undefined || row?.holds === through - 1;
    return {
      revision: now?.revision ?? row?.revision ?? through,
      holds: goesOn ? through : (row?.holds ?? 0),
      account,
      case: caseState,
      handledBy,
      nextAt,
      isRestricted,
    };
  });
  const tokens = written.reduce((sum, row) => sum + row.tokens.length, 0);
  return { through, rows, written: tokens > maxCachedTokens ? [] : written };
}

async function newestCommit(journal: Pick<Journal, 'load' | 'read'>, commit: Commit): Promise<Commit> {
  const { latest } = await journal.load(commit.conversation, '');
  const [newest] = latest === null ? [] : await journal.read(commit.conversation, latest.revision - 1, 1);
  return newest ?? commit;
}

async function rowsOf(
  index: Pick<CaseIndex, 'find'>,
  tenant: string,
  conversation: ConversationId,
): Promise<readonly CaseRow[]> {
  const all: CaseRow[] = [];
  for (let after: string | null = null; ; ) {
    const found = await index.find(queryWith(tenant, { conversation, after, limit: 200 }));
    all.push(...found.rows);
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

/** Every case with its newest snapshot: old cases leave the state of a conversation but stay in the index. */
async function newestSnapshots(
  journal: Pick<Journal, 'scan'>,
  end: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<string, CaseSnapshot>>> {
  const conversations = new Map<string, Map<string, CaseSnapshot>>();
  const restricted = new Set<string>();
  for await (const commit of iterateCommits(journal)) {
    if (end.aborted) break;
    const snapshots = snapshotsOf(commit);
    if (snapshots.length === 0) continue;
    const cases = conversations.get(commit.conversation) ?? new Map<string, CaseSnapshot>();
    const known = new Map(
      [...cases].map(([code, { caseState, ...row }]) => [code, { ...row, case: caseState, holds: 0 }]),
    );
    for (const each of toShow(snapshots, known, commit)) {
      const before = cases.get(each.caseState.code);
      if (before === undefined || before.revision < each.revision) cases.set(each.caseState.code, each);
    }
    conversations.set(commit.conversation, cases);
    if (restricts(commit.state)) restricted.add(commit.conversation);
    else restricted.delete(commit.conversation);
  }
  // A case that left the state has an older snapshot, from before the restriction.
  for (const conversation of restricted) {
    const cases = conversations.get(conversation);
    for (const [code, caseSnapshot] of cases ?? []) cases?.set(code, { ...caseSnapshot, isRestricted: true });
  }
  return conversations;
}
