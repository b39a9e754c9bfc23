import type { ErasureRequest } from '../../core/engine/eraseConversation.ts';
import type { Commit } from '../../core/model/commit.ts';
import type { ConversationId } from '../../core/model/conversation.ts';
import { codeOf } from '../../core/model/errors.ts';
import type { RetentionCount, RetentionPolicy, RetentionReport } from '../../core/model/rights/retention.ts';
import type { CommandReceipt } from '../../core/model/staffCommand.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Keys } from '../../core/ports/sealer.ts';
import { findCandidates } from './findCandidates.ts';
import { type PlanDeps, type PlannedCommit, type PlannedErasure, planErasure } from './plan.ts';

/** Page size. */
const page = 200;

export interface RetentionRunDeps {
  readonly tenant: string;
  readonly journal: Pick<Journal, 'scanOutlines' | 'read'>;
  readonly keys: Pick<Keys, 'fate'>;
  readonly policy: RetentionPolicy;
  readonly endOf: PlanDeps['endOf'];
  readonly log: Log;
}

/** Erases one conversation, or a part of it. */
export type Erase = (request: ErasureRequest) => Promise<CommandReceipt>;

/**
 * Erases what has passed its time, or counts what would be erased at a time (`erase` null). Stops soon after `end` is
 * aborted; the report then says what was done until then.
 */
export async function runRetention(
  deps: RetentionRunDeps,
  { at, erase, end }: { readonly at: number; readonly erase: Erase | null; readonly end: AbortSignal },
): Promise<RetentionReport> {
  const { tenant, journal, policy, log } = deps;
  const { conversations, candidates } = await findCandidates(journal, { tenant, policy, at, end });
  const counts = new Map<string, { stretches: number; cases: number }>();
  const kept = { open: 0, held: 0, restricted: 0 };
  let failed = 0;
  for (const conversation of candidates) {
    if (end.aborted) break;
    const { commits, plan } = await planFor(deps, conversation, at);
    if (plan === null) continue;
    if (plan.stop !== null) {
      kept[plan.stop] += 1;
      continue;
    }
    try {
      if (erase !== null) await eraseOne(erase, { tenant, conversation, plan, newest: commits.at(-1)?.revision ?? 0 });
      const count = counts.get(plan.rule) ?? { stretches: 0, cases: 0 };
      count.stretches += plan.stretches;
      count.cases += plan.cases.length;
      counts.set(plan.rule, count);
    } catch (error) {
      failed += 1;
      log.error(
        { code: codeOf(error), error, conversation },
        'content that passed its time could not be erased; retrying tomorrow',
      );
    }
  }
  const erased = [...counts].map(([rule, count]): RetentionCount => ({ rule, ...count }));
  return { at, conversations, erased: erased.sort((one, other) => (one.rule < other.rule ? -1 : 1)), kept, failed };
}

async function eraseOne(
  erase: Erase,
  {
    tenant,
    conversation,
    plan: { rule, before },
    newest,
  }: { tenant: string; conversation: ConversationId; plan: PlannedErasure; newest: number },
): Promise<void> {
  await erase({
    // Two processes that planned on the same revision do it once.
    id: `retention ${newest}`,
    tenant,
    conversation,
    by: null,
    cause: 'retention',
    rule,
    reason: null,
    before,
    ifNewest: newest,
  });
}

async function planFor(
  { journal, keys, policy, endOf }: RetentionRunDeps,
  conversation: ConversationId,
  at: number,
): Promise<{ readonly commits: readonly PlannedCommit[]; readonly plan: PlannedErasure | null }> {
  const commits: PlannedCommit[] = [];
  for (let after = 0; ; ) {
    const more = await journal.read(conversation, after, page);
    // What is sealed is not read: only when it was said, and under which key.
    commits.push(...more.map(plannedOf));
    if (more.length < page) break;
    after = more.at(-1)?.revision ?? after;
  }
  const alive = new Set<string>();
  for (const keyId of new Set(commits.map((commit) => commit.keyId)))
    if ((await keys.fate(keyId)) === 'alive') alive.add(keyId);
  return { commits, plan: planErasure(commits, { policy, endOf, at, isAlive: (keyId) => alive.has(keyId) }) };
}

function plannedOf({ revision, at, keyId, events, state }: Commit): PlannedCommit {
  return { revision, at, keyId, events, state };
}
