import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type {
  ContentChange,
  ContentDraft,
  ContentProposal,
  ContentRecord,
  ContentVersion,
  DocumentId,
} from '../../core/model/records.ts';
import { repeatFaults } from '../checks/announcements.ts';
import { diffTrees, versionIn } from '../documents/tree.ts';
import type { PreparedKnowledge } from '../knowledgeStore.ts';
import type { Problem } from '../problem.ts';
import { needRecord } from './contentLog.ts';
import { proposalIn, type ReleaseStep } from './decideContent.ts';
import type { DeskDeps } from './deps.ts';
import { findRelease } from './history.ts';
import { refuseFatal } from './problems.ts';
import { applyChanges, resolveChange } from './resolve.ts';

/** How often a release is prepared again because something was saved meanwhile. */
const maxAttempts = 5;

interface PublishRequest {
  readonly note: string;
  /** When it goes live, milliseconds since 1970; null: now. */
  readonly at: number | null;
  /** The documents to publish; null: all drafts. */
  readonly documents: readonly DocumentId[] | null;
  readonly by: AgentId;
}

/** What became of it: the state after it, and the proposal if it waits. */
export interface PublishOutcome {
  readonly state: ContentRecord;
  /** Id of the proposal; null: it is live. */
  readonly proposal: string | null;
}

/** Makes releases. Everything is checked and learnt before one is recorded. */
export interface Publishing {
  /** @throws {CodedError} `content.blocked`, `content.conflict`, `content.moved` */
  publish(request: PublishRequest): Promise<PublishOutcome>;
  /** Approves a proposal; it goes live now if its time has come. Throws as `publish`, `auth.refused`, `auth.same-person`. */
  approve(proposal: string, by: AgentId): Promise<PublishOutcome>;
  /** Makes drafts of a proposal again. @throws {CodedError} `content.unknown` */
  withdraw(proposal: string, by: AgentId): Promise<void>;
  /** Makes a release that undoes another one. Throws as `publish`. */
  revert(number: number, note: string, by: AgentId): Promise<PublishOutcome>;
  /** Releases what is due; what cannot be released becomes drafts again. The time of the next one; null: there is none. */
  releaseDue(failed: (proposal: string, error: unknown) => void): Promise<number | null>;
}

/** What is to be published. */
interface Plan {
  readonly changes: readonly ContentChange[];
  readonly drafts: readonly ContentDraft[];
  readonly reverts: number | null;
}

export function createPublishing(deps: DeskDeps): Publishing {
  const { log, trees, knowledge, clock } = deps;

  /** Learns and checks the live content with changes. */
  async function prepare(state: ContentRecord, plan: Plan, by: AgentId) {
    const live = await trees.get(state.live.tree);
    const resolved = await Promise.all(
      plan.changes.map((change) => resolveChange(trees, change, versionIn(live, change.document))),
    );
    const conflicts = resolved.filter(({ isConflict }) => isConflict).map(({ change }) => change.document);
    if (conflicts.length > 0) throw conflictIn(conflicts);
    const changes = resolved.map(({ change }) => change).filter(({ before, after }) => before !== after);
    const tree = applyChanges(live, changes);
    if (trees.hash(tree) === state.live.tree && plan.drafts.length === 0) {
      throw new CodedError('content.conflict', 'There is nothing to publish: this is live already.');
    }
    const source = await trees.source('a draft', tree);
    const { problems } = await knowledge.check(source);
    refuseFatal({ problems: [...problems, ...(await repeated(changes))] }, knowledge.problems());
    const prepared: PreparedKnowledge = await knowledge.prepare(source);
    await deps.gate({ before: knowledge.current(), after: prepared, by });
    return { tree: await trees.put(tree), changes: diffTrees(live, tree), content: prepared.knowledge.version };
  }

  /** Announcements that went out and would repeat from now on, or no longer. */
  async function repeated(changes: readonly ContentChange[]): Promise<readonly Problem[]> {
    const at = { now: clock(), timeZone: knowledge.content().calendar.timeZone };
    const all = changes.map(async ({ document, before, after }) => {
      if (!document.startsWith('announcements/') || before === null || after === null) return [];
      return repeatFaults(document, await trees.text(before), await trees.text(after), at);
    });
    return (await Promise.all(all)).flat();
  }

  async function release(
    state: ContentRecord,
    plan: Plan,
    with_: Pick<ReleaseStep, 'by' | 'reviewer' | 'reviewerAccess' | 'note' | 'proposal'>,
  ): Promise<PublishOutcome> {
    const { tree, changes, content } = await prepare(state, plan, with_.by);
    const { drafts, reverts } = plan;
    const released = await log.take({
      type: 'release',
      onto: state.live.tree,
      tree,
      content,
      changes,
      drafts,
      reverts,
      ...with_,
    });
    // In this process at once; the others follow the signal.
    await knowledge.reload();
    return { state: needRecord(released), proposal: null };
  }

  /** Repeats work that others overtook. */
  async function again<T>(work: (state: ContentRecord) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(await log.state());
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'content.moved' || attempt >= maxAttempts) throw error;
      }
    }
  }

  /** Publishes now where that is allowed, and proposes it otherwise. */
  async function publishOrPropose(
    state: ContentRecord,
    plan: Plan,
    { by, at, note }: { readonly by: AgentId; readonly at: number | null; readonly note: ContentVersion },
  ): Promise<PublishOutcome> {
    const needsApproval = deps.approval === 'required';
    const publishAt = at !== null && at > clock() ? at : null;
    if (!needsApproval && publishAt === null) {
      return release(state, plan, { by, reviewer: null, note, proposal: null });
    }
    const { changes } = await prepare(state, plan, by);
    const id = deps.newId();
    const { drafts, reverts } = plan;
    const proposal = { id, changes, by, publishAt, needsApproval, note, reverts };
    return { state: needRecord(await log.take({ type: 'propose', proposal, drafts })), proposal: id };
  }

  function carryOut(state: ContentRecord, proposal: ContentProposal) {
    const { id, changes, by, reviewer, reviewerAccess, note, reverts } = proposal;
    const of = { by, reviewer, ...(reviewerAccess === undefined ? {} : { reviewerAccess }), note, proposal: id };
    return release(state, { changes, drafts: [], reverts }, of);
  }

  const isReady = ({ needsApproval, reviewer }: ContentProposal) => !needsApproval || reviewer !== null;

  return {
    async publish({ note, at, documents, by }) {
      const kept = await trees.putText(note);
      return again((state) => {
        const all = state.drafts;
        const drafts = documents === null ? all : all.filter(({ document }) => documents.includes(document));
        if (drafts.length === 0) throw new CodedError('content.conflict', 'There is no draft to publish.');
        return publishOrPropose(state, { changes: drafts, drafts, reverts: null }, { by, at, note: kept });
      });
    },

    async approve(id, by) {
      const { fourEyes } = deps;
      const [accounts, access] = await Promise.all([fourEyes.accountsOf(by), fourEyes.accessOf(by)]);
      await log.take({ type: 'approve', proposal: id, by, accounts, access });
      return again(async (state) => {
        const proposal = proposalIn(state, id);
        if (proposal.publishAt !== null && proposal.publishAt > clock()) return { state, proposal: id };
        return carryOut(state, proposal);
      });
    },

    async withdraw(proposal, by) {
      await log.take({ type: 'withdraw', proposal, by });
    },

    async revert(number, note, by) {
      const kept = await trees.putText(note);
      return again(async (state) => {
        const { release: undone, before } = await findRelease(log, state, number);
        if (before === null) throw new CodedError('content.conflict', 'Nothing was there before the first release.');
        const [after, previous] = await Promise.all([trees.get(undone.tree), trees.get(before.tree)]);
        const changes = diffTrees(after, previous);
        return publishOrPropose(state, { changes, drafts: [], reverts: number }, { by, at: null, note: kept });
      });
    },

    async releaseDue(failed) {
      const state = await log.newest();
      const waiting = (state?.proposals ?? []).filter((each) => each.publishAt !== null && isReady(each));
      for (const proposal of waiting) {
        if ((proposal.publishAt ?? 0) > clock()) continue;
        try {
          await again((now) => carryOut(now, proposalIn(now, proposal.id)));
        } catch (error) {
          failed(proposal.id, error);
          const isOurs = error instanceof CodedError && ['content.blocked', 'content.conflict'].includes(error.code);
          if (isOurs) await log.take({ type: 'withdraw', proposal: proposal.id, by: null });
        }
      }
      const later = waiting.map(({ publishAt }) => publishAt ?? 0).filter((at) => at > clock());
      return later.length === 0 ? null : Math.min(...later);
    },
  };
}

function conflictIn(documents: readonly DocumentId[]): CodedError {
  const named = documents.slice(0, 5).join(', ');
  return new CodedError(
    'content.conflict',
    `Another release changed the same lines of ${named}: open them, take both changes in, and try again.`,
  );
}
