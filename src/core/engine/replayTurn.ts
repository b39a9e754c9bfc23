import type { ChannelTransfers } from '../journal/channelTransfers.ts';
import { iterateCommits } from '../journal/iterateCommits.ts';
import { isLost } from '../journal/lostKey.ts';
import { type Commit, isRecord, type TurnCircumstances } from '../model/commit.ts';
import { type ConversationId, upToDate } from '../model/conversation.ts';
import { notUnderstood, type Understanding, understandingOf } from '../model/understanding.ts';
import type { Journal } from '../ports/journal.ts';
import type { Knowledge } from '../ports/knowledge.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { Translate } from '../ports/translate.ts';
import { failTurn } from '../turn/failTurn.ts';
import { runTurn } from '../turn/pipeline.ts';
import type { TurnInput, TurnResult } from '../turn/turnDraft.ts';
import { createLruCache } from '../util/lruCache.ts';
import { decideTurn, type TurnDeps } from './decideTurn.ts';
import { type OpenFlowDeps, openFlow } from './openFlow.ts';

export interface ReplayTurnDeps extends Pick<TurnDeps, 'caseLink' | 'dataLink' | 'receiptLink'>, OpenFlowDeps {
  readonly sealer: Pick<Sealer, 'inboundKey' | 'conversationId' | 'open' | 'fate'>;
  readonly channelTransfers: Pick<ChannelTransfers, 'codeOf' | 'recall'>;
  /** The knowledge of a version, with the phrases of then; null where it is not kept. It understands nothing. */
  readonly knowledgeOf: (version: string) => Promise<{ knowledge: Knowledge; translate: Translate } | null>;
}

/** Where a turn was run again and came out otherwise: the first difference, as a path into the commit. */
interface TurnDifference {
  readonly path: string;
  /** As JSON; null in what is sealed, whose text may be personal. */
  readonly recorded: string | null;
  readonly again: string | null;
}

/** What came of running a turn again. */
export type ReplayedTurn =
  | { readonly kind: 'same'; readonly circumstances: TurnCircumstances }
  | { readonly kind: 'different'; readonly circumstances: TurnCircumstances; readonly difference: TurnDifference }
  /** It cannot be run again: its content, or the one of the conversation that it continued, was erased. */
  | { readonly kind: 'erased' }
  /** The key of its content is missing, though nobody erased it. */
  | { readonly kind: 'lost' }
  /** It is of a version that did not record what the turn was given. */
  | { readonly kind: 'unrecorded' }
  /** The version of the knowledge that decided is not kept. */
  | { readonly kind: 'unknown-knowledge'; readonly knowledge: string };

/**
 * Runs the turn of a commit again, from what the journal says and without a model: with the content of that time, so that a
 * change of content makes no difference. `before` is the commit before it in the conversation. Null where no message
 * caused the commit.
 */
export async function replayTurn(
  deps: ReplayTurnDeps,
  commit: Commit,
  before: Commit | null,
): Promise<ReplayedTurn | null> {
  const received = commit.events.find((event) => event.type === 'message.received');
  if (isRecord(commit.state) || received === undefined) return null;
  const content = await deps.sealer.open(commit);
  if (content === null) return (await isLost(deps.sealer, commit)) ? { kind: 'lost' } : { kind: 'erased' };
  const { inbound, outbound, slots, collected, circumstances } = content;
  if (inbound === null || circumstances === undefined) return { kind: 'unrecorded' };
  const known = await deps.knowledgeOf(circumstances.knowledge);
  if (known === null) return { kind: 'unknown-knowledge', knowledge: circumstances.knowledge };
  const transfer = circumstances.transfer === null ? null : await deps.channelTransfers.recall(circumstances.transfer);
  if (circumstances.transfer !== null && transfer === null) return { kind: 'erased' };
  const { knowledge, translate } = known;
  const state = before === null || isRecord(before.state) ? null : upToDate(before.state);
  const latest = before === null || state === null ? null : { revision: before.revision, state };
  const flow = await openFlow(deps, knowledge, commit, latest);
  // The commit that erases was the last to know the values.
  if (flow === null && (state?.flow ?? null) !== null) return { kind: 'erased' };
  const recorded = received.understanding;
  const understanding: Understanding =
    recorded === undefined ? notUnderstood(knowledge.version) : understandingOf(recorded, knowledge.helpFor);
  const decided = decideTurn(
    { ...deps, translate },
    {
      conversation: commit.conversation,
      state,
      revision: commit.revision,
      inbound,
      understanding,
      knowledge,
      circumstances,
      transfer,
      flow,
      now: commit.at,
    },
    runAgain(commit),
  );
  const difference =
    differenceIn('events', commit.events, decided.events) ??
    differenceIn('state', commit.state, decided.state) ??
    differenceIn('outbox', commit.outbox, decided.outbox) ??
    hidden(differenceIn('slots', slots ?? null, decided.slots)) ??
    hidden(differenceIn('collected', collected ?? null, decided.collected)) ??
    hidden(differenceIn('outbound', outbound, decided.outbound));
  return difference === null ? { kind: 'same', circumstances } : { kind: 'different', circumstances, difference };
}

/** The commits of a conversation, or of all (null), in order, each with what came of running its turn again. */
export async function* replayTurns(
  deps: ReplayTurnDeps & { readonly journal: Pick<Journal, 'read' | 'scan'> },
  conversation: ConversationId | null,
): AsyncGenerator<{ readonly commit: Commit; readonly replayed: ReplayedTurn | null }> {
  const { journal } = deps;
  const newest = createLruCache<ConversationId, Commit>(conversationsKept);
  for await (const commit of conversation === null ? iterateCommits(journal) : commitsOf(journal, conversation)) {
    const known = newest.get(commit.conversation);
    newest.set(commit.conversation, commit);
    yield { commit, replayed: await replayTurn(deps, commit, await commitBefore(commit, known)) };
  }

  async function commitBefore({ conversation: of, revision }: Commit, known: Commit | undefined) {
    if (revision === 1) return null;
    return known?.revision === revision - 1 ? known : ((await journal.read(of, revision - 2, 1))[0] ?? null);
  }
}

/** Conversations whose newest commit is at hand while a journal is gone through. */
const conversationsKept = 2_000;
const pageSize = 200;

async function* commitsOf(journal: Pick<Journal, 'read'>, conversation: ConversationId): AsyncGenerator<Commit> {
  for (let after = 0; ; ) {
    const page = await journal.read(conversation, after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last.revision;
  }
}

/** A turn that failed then fails again in the same way: its cause may have been anything. */
function runAgain({ events }: Commit): (input: TurnInput) => TurnResult {
  const failure = events.find((event) => event.type === 'turn.failed');
  return failure === undefined ? runTurn : (input) => failTurn(input, failure.code);
}

function hidden(difference: TurnDifference | null): TurnDifference | null {
  return difference === null ? null : { ...difference, recorded: null, again: null };
}

/** The first difference of two values as JSON keeps them; null where they are the same. */
export function differenceIn(path: string, recorded: unknown, again: unknown): TurnDifference | null {
  return firstDifference(path, asStored(recorded), asStored(again));
}

const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function firstDifference(path: string, recorded: unknown, again: unknown): TurnDifference | null {
  if (!isContainer(recorded) || !isContainer(again) || Array.isArray(recorded) !== Array.isArray(again)) {
    const written = (value: unknown) => JSON.stringify(value) ?? '-';
    return recorded === again ? null : { path, recorded: written(recorded), again: written(again) };
  }
  for (const key of new Set([...Object.keys(recorded), ...Object.keys(again)])) {
    const inner = Array.isArray(recorded) ? `${path}[${key}]` : `${path}.${key}`;
    const found = firstDifference(inner, recorded[key], again[key]);
    if (found !== null) return found;
  }
  return null;
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
