import { readHere, understand } from '../../core/engine/understand.ts';
import type { AgentId } from '../../core/model/agent.ts';
import { CodedError } from '../../core/model/errors.ts';
import type { Understanding } from '../../core/model/understanding.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SentenceVectors } from '../../core/ports/knowledge.ts';
import { judgedText } from '../gate/gateQuestion.ts';
import type { QuestionOutcome } from '../gate/outcome.ts';
import { createPlayer } from '../gate/player.ts';
import type { PreparedKnowledge } from '../knowledgeStore.ts';
import { noAnswer } from '../schema/tests.ts';
import type { Drafts } from './drafts.ts';
import { editFields, readFileFields } from './editFields.ts';
import type { KeptChat, KeptTest, KeptTurn } from './trialViews.ts';

const document = 'tests.yaml';
/** How often it is written again because somebody else was faster. */
const maxAttempts = 10;

/**
 * Writes a chat into the draft of the pinned questions, with what came of it: it is played once more as the publish gate
 * plays it, so that the gate finds it right.
 * @throws {CodedError} `input.invalid` where nothing in it can be expected
 */
export async function keepTest(
  deps: { readonly drafts: Pick<Drafts, 'read' | 'save'>; readonly vectors: SentenceVectors; readonly clock: Clock },
  prepared: PreparedKnowledge,
  chat: KeptChat,
  by: AgentId,
): Promise<KeptTest> {
  const turns = await playedTurns(deps, prepared, chat);
  const [only] = turns;
  if (only === undefined || turns.every(({ expect, asks, opensCase }) => (expect ?? asks ?? opensCase) === undefined)) {
    throw new CodedError('input.invalid', 'This chat has no result to expect yet: ask something first.');
  }
  const isQuestion = turns.length === 1 && only.ask !== undefined && only.expect !== undefined;
  if (turns.length === 1 && !isQuestion) {
    throw new CodedError('input.invalid', 'One message is not a dialogue: continue the chat, then keep it.');
  }
  const add = (text: string): string => {
    const fields = readFileFields(text) ?? {};
    const listed = (key: string): readonly unknown[] => (Array.isArray(fields[key]) ? fields[key] : []);
    const { asks: _, opensCase: __, ...plain } = only;
    return isQuestion
      ? editFields(text, { questions: [...listed('questions'), { ...plain, locale: chat.locale }] })
      : editFields(text, { dialogues: [...listed('dialogues'), { locale: chat.locale, turns }] });
  };
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const current = await deps.drafts.read(document).catch((error: unknown) => {
      if (error instanceof CodedError && error.code === 'content.unknown') return { base: null, text: null };
      throw error;
    });
    const text = add(current.text ?? 'questions: []\ndialogues: []\n');
    const change = { text };
    const saved = await deps.drafts.save({ document, base: current.base, onto: null, change, by });
    if (saved.kind === 'saved') return { turns };
  }
  throw new CodedError('content.moved', 'Somebody else is changing the pinned questions: try again.');
}

async function playedTurns(
  { vectors, clock }: { readonly vectors: SentenceVectors; readonly clock: Clock },
  { content, knowledge }: PreparedKnowledge,
  { locale, turns }: KeptChat,
): Promise<readonly KeptTurn[]> {
  const understood = new Map<string, Understanding>();
  const asked = turns.map((turn) => {
    if ('choose' in turn) return { text: '', choice: turn.choose, expect: null };
    return { text: judgedText(turn.ask), written: turn.ask, expect: null };
  });
  for (const { text } of asked) {
    understood.set(text, await understand(knowledge, { reader: readHere, vectors }, { kind: 'text', text }));
  }
  const question = { source: 'pinned', locale, turns: asked, shown: '', times: 1, context: null } as const;
  const outcomes = createPlayer(content, knowledge)(question, (text) => understood.get(text) as Understanding, clock());
  return turns.map((turn, index) => ({ ...turn, ...expectedOf(outcomes[index]) }));
}

/** What must come of a turn that came to this. */
function expectedOf(outcome: QuestionOutcome | undefined): Omit<KeptTurn, 'ask' | 'choose'> {
  if (outcome === undefined) return {};
  const { answers, menu, flow, asks, opensCase, unanswered } = outcome;
  const [answer] = answers;
  return {
    ...(flow !== null
      ? { expect: `flow.${flow}` }
      : answer !== undefined
        ? { expect: answer.entry, ...(answer.aspect === null ? {} : { aspect: answer.aspect }) }
        : menu[0] !== undefined
          ? { expect: menu[0], offered: true }
          : unanswered !== null
            ? { expect: noAnswer }
            : {}),
    ...(asks === undefined ? {} : { asks }),
    ...(opensCase ? { opensCase } : {}),
  };
}
