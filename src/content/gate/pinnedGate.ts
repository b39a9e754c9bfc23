import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Knowledge } from '../../core/ports/knowledge.ts';
import type { FourEyes } from '../../core/ports/staffStore.ts';
import type { Content } from '../content.ts';
import type { PublishGate } from '../desk/deps.ts';
import type { PreparedKnowledge } from '../knowledgeStore.ts';
import type { ReaderSource } from '../reading/textReader.ts';
import { type ComparedQuestion, compareKnowledge } from './compareKnowledge.ts';
import { pinnedQuestions } from './gateQuestion.ts';
import type { GateSide } from './gateThread.ts';
import type { KeptVectors } from './keptVectors.ts';

interface PinnedGateDeps {
  /** The content in use. */
  readonly content: () => Content;
  /** What a knowledge reads texts by; null where nothing was learnt. */
  readonly sourceOf: (knowledge: Knowledge) => ReaderSource | null;
  readonly vectors: KeptVectors;
  /** Those who let content of a version pass. */
  readonly acceptedBy: (version: string) => Promise<readonly AgentId[]>;
  readonly fourEyes: Pick<FourEyes, 'accountsOf'>;
  readonly clock: Clock;
}

export interface PinnedGate {
  /** Lets a release pass unless a pinned question falls, or if another person than its author accepted that. */
  readonly check: PublishGate;
  /** Pinned questions that were right and would be wrong. */
  fallsIn(before: Knowledge, after: PreparedKnowledge): Promise<readonly ComparedQuestion[]>;
  /** What is compared; null: nothing was learnt of the content in use. */
  sides(before: Knowledge, after: PreparedKnowledge): { readonly before: GateSide; readonly after: GateSide } | null;
}

/** Pinned questions are few, and each counts: none is judged by its words for want of time. */
const budget = Number.POSITIVE_INFINITY;
const mostNamed = 5;

/** Creates the gate that no release passes unasked: it takes seconds, and asks pinned questions alone. */
export function createPinnedGate({
  content,
  sourceOf,
  vectors,
  acceptedBy,
  fourEyes,
  clock,
}: PinnedGateDeps): PinnedGate {
  /** The last comparison: a release is often prepared twice. */
  let last: { readonly key: string; readonly falls: Promise<readonly ComparedQuestion[]> } | null = null;

  function sides(before: Knowledge, after: PreparedKnowledge) {
    const sourceBefore = sourceOf(before);
    const sourceAfter = sourceOf(after.knowledge);
    if (sourceBefore === null || sourceAfter === null) return null;
    return {
      before: { content: content(), source: sourceBefore },
      after: { content: after.content, source: sourceAfter },
    };
  }

  async function compare(before: Knowledge, after: PreparedKnowledge): Promise<readonly ComparedQuestion[]> {
    const questions = pinnedQuestions(after.content.tests);
    const compared = sides(before, after);
    // Where training failed, nothing is answered, so nothing can fall; what corrects that must pass.
    if (questions.length === 0 || compared === null) return [];
    const options = { now: clock(), vectorsOf: vectors.begin(budget), priority: 'soon' as const };
    const { failing } = await compareKnowledge({ ...compared, questions }, options);
    return failing.filter(({ blocking }) => blocking);
  }

  function fallsIn(before: Knowledge, after: PreparedKnowledge): Promise<readonly ComparedQuestion[]> {
    const key = `${before.version} ${after.knowledge.version}`;
    if (last?.key === key) return last.falls;
    const mine = { key, falls: compare(before, after) };
    last = mine;
    mine.falls.catch(() => {
      if (last === mine) last = null;
    });
    return mine.falls;
  }

  return {
    fallsIn,
    sides,
    async check({ before, after, by }) {
      const falls = await fallsIn(before, after);
      if (falls.length === 0) return;
      const [accepted, own] = await Promise.all([acceptedBy(after.knowledge.version), fourEyes.accountsOf(by)]);
      if (accepted.every((agent) => own.includes(agent))) throw blocked(falls);
    },
  };
}

function blocked(falls: readonly ComparedQuestion[]): CodedError {
  const named = falls.slice(0, mostNamed).map(({ question }) => `"${question.shown}"`);
  const more = falls.length > mostNamed ? ` and ${falls.length - mostNamed} more` : '';
  return new CodedError(
    'content.blocked',
    `Pinned questions would no longer be answered as they must be: ${named.join(', ')}${more}. Correct the drafts, or have a second person accept it with a reason.`,
  );
}
