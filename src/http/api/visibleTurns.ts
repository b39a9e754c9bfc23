import { casesOfTurns, runUpTurns } from '../../core/cases/caseTurns.ts';
import { isLost } from '../../core/journal/lostKey.ts';
import type { CaseCode } from '../../core/model/case.ts';
import type { Commit } from '../../core/model/commit.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { ApiDeps } from './deps.ts';
import { type CaseTurnContext, toTurn } from './toTurn.ts';
import type { CaseTurn } from './wire.ts';

/** What turns are read and shown with. */
export type VisibleTurnsDeps = Pick<ApiDeps, 'content' | 'journal' | 'sealer' | 'outbox' | 'accounts' | 'knowledge'>;

/** A range of a conversation. */
export interface Stretch {
  readonly conversation: ConversationId;
  /** Revision after which it begins. */
  readonly after: number;
  readonly limit: number;
}

/** What somebody may read of some ranges of conversations. */
interface VisibleTurns {
  readonly turns: readonly CaseTurn[];
  /** Whether there is more that they may not read. */
  readonly hidden: boolean;
  /** Of the last range: the number of its turns, visible or not, and its last revision. */
  readonly read: { readonly count: number; readonly last: number };
}

/**
 * Reads consecutive ranges of conversations. `seen`: the cases whose turns may be read, null for all; invisible turns
 * are not even opened.
 */
export async function visibleTurns(
  stretches: readonly Stretch[],
  seen: ReadonlySet<CaseCode> | null,
  locale: Locale,
  deps: VisibleTurnsDeps,
): Promise<VisibleTurns> {
  const { journal, sealer, outbox } = deps;
  // Later turns show to whose run-up the last turns belong.
  const ahead = seen === null ? 0 : runUpTurns;
  const parted = await Promise.all(
    stretches.map(async ({ conversation, after, limit }, at) => {
      const isLast = at === stretches.length - 1;
      const commits = await journal.read(conversation, after, isLast ? limit + ahead : limit);
      const undelivered = await outbox.undelivered(conversation);
      return commits.map((commit, index) => ({ commit, undelivered, isAsked: index < limit }));
    }),
  );
  const all = parted.flat();
  const belonging = casesOfTurns(all.map(({ commit }) => commit));
  const asked = all.map((each, at) => ({ ...each, cases: belonging[at] ?? [] })).filter(({ isAsked }) => isAsked);
  const shown = asked.filter(
    ({ commit, cases }) => seen === null || cases.some((code) => seen.has(code)) || isStatement(commit),
  );
  const around = surroundings(locale, deps);
  const turns = await Promise.all(
    shown.map(async ({ commit, undelivered }) => {
      const content = await sealer.open(commit);
      const lost = content === null && (await isLost(sealer, commit));
      return toTurn(commit, content, { ...around, undelivered, seen, lost });
    }),
  );
  const own = (parted.at(-1) ?? []).filter(({ isAsked }) => isAsked);
  const last = own.at(-1)?.commit.revision ?? stretches.at(-1)?.after ?? 0;
  return { turns, hidden: shown.length < asked.filter(saysSomething).length, read: { count: own.length, last } };
}

/** Whether a turn states what is right, or why nothing should be used: it concerns every case of the person. */
function isStatement({ events }: Commit): boolean {
  return events.some(
    (event) => event.type === 'right.exercised' && (event.right === 'correction' || event.right === 'objection'),
  );
}

/** Whether a turn has anything to read: time alone leaves nothing. */
function saysSomething({ commit, cases }: { commit: Commit; cases: readonly CaseCode[] }): boolean {
  return cases.length > 0 || commit.events.some(({ type }) => type === 'message.received');
}

function surroundings(locale: Locale, deps: VisibleTurnsDeps): Omit<CaseTurnContext, 'undelivered' | 'seen' | 'lost'> {
  const channels = new Map(deps.accounts().map(({ id, channel }) => [id, channel]));
  const rules = new Map(deps.content().protocol.rules.map(({ id, cites }) => [id, cites]));
  const knowledge = deps.knowledge();
  return {
    channelOf: (account) => channels.get(account) ?? '',
    titleOf: (entry) => knowledge.entry(entry)?.title[locale] ?? entry,
    citesOf: (rule) => rules.get(rule) ?? [],
  };
}
