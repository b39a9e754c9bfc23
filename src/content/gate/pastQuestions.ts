import { iterateCommits } from '../../core/journal/iterateCommits.ts';
import { type Commit, isRecord } from '../../core/model/commit.ts';
import { type ConversationId, upToDate } from '../../core/model/conversation.ts';
import type { Locale } from '../../core/model/locale.ts';
import type { Journal } from '../../core/ports/journal.ts';
import type { Sealer } from '../../core/ports/sealer.ts';
import { createLruCache } from '../../core/util/lruCache.ts';
import { type Expectation, type GateQuestion, judgedText, type QuestionContext, shownText } from './gateQuestion.ts';

interface PastQuestionsDeps {
  readonly journal: Pick<Journal, 'read' | 'scan'>;
  readonly sealer: Pick<Sealer, 'open'>;
}

export interface PastQuestionsQuery {
  readonly tenant: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Most questions that are returned: of more, those that were asked last. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

export interface PastQuestions {
  readonly questions: readonly GateQuestion[];
  /** Messages that cannot be read any more: they were erased, or their key is lost. */
  readonly unreadable: number;
  /** Different questions that were left out. */
  readonly left: number;
}

/** What was asked of a conversation so far. */
interface Asked {
  readonly revision: number;
  readonly context: QuestionContext;
  /** The question that the bot could not answer last; staff may answer it. */
  readonly unanswered: string | null;
}

const conversationsKept = 2_000;

/**
 * Reads what people asked from the journal: each question with the topic that its conversation was about, the same ones
 * counted together. Personal content is read here, which is to be recorded before. Where staff answered a question with
 * an entry, that is what must come of it.
 */
export async function readPastQuestions(
  { journal, sealer }: PastQuestionsDeps,
  { tenant, since, limit, signal }: PastQuestionsQuery,
): Promise<PastQuestions> {
  const conversations = createLruCache<ConversationId, Asked>(conversationsKept);
  /** By what makes questions the same; the one asked last comes last. */
  const found = new Map<string, GateQuestion>();
  /** How often those were asked that are left out so far. */
  const dropped = new Map<string, number>();
  let unreadable = 0;

  /** What the conversation was about before a commit. */
  async function before({ conversation, revision }: Commit): Promise<Asked> {
    const known = conversations.get(conversation);
    if (known?.revision === revision - 1) return known;
    const commit = revision === 1 ? undefined : (await journal.read(conversation, revision - 2, 1))[0];
    return { revision: revision - 1, context: contextIn(commit), unanswered: known?.unanswered ?? null };
  }

  function add(question: GateQuestion, key: string): void {
    const known = found.get(key);
    const times = (known?.times ?? dropped.get(key) ?? 0) + 1;
    found.delete(key);
    dropped.delete(key);
    found.set(key, { ...(known ?? question), times });
    const [oldest] = found;
    if (found.size <= limit || oldest === undefined) return;
    found.delete(oldest[0]);
    dropped.set(oldest[0], oldest[1].times);
  }

  function label(key: string | null, entry: string): void {
    const known = key === null ? undefined : found.get(key);
    if (key === null || known === undefined) return;
    const expect: Expectation = { entry, aspect: null, offered: false };
    found.set(key, { ...known, turns: known.turns.map((turn) => ({ ...turn, expect })) });
  }

  for await (const commit of iterateCommits(journal)) {
    signal?.throwIfAborted();
    if (commit.tenant !== tenant || isRecord(commit.state) || commit.at < since) continue;
    const asked = await before(commit);
    let { unanswered } = asked;
    for (const event of commit.events) if (event.type === 'case.entry-given') label(unanswered, event.entry);
    if (isQuestion(commit)) {
      const content = await sealer.open(commit);
      if (content === null) unreadable += 1;
      const said = content?.inbound?.content;
      if (said?.kind === 'text' || said?.kind === 'edit') {
        const locale = commit.state.language?.locale ?? content?.inbound?.localeHint ?? 'ca';
        const question = questionOf(said.text, locale, asked.context);
        const key = keyOf(question);
        if (question.turns[0]?.text !== '') {
          add(question, key);
          unanswered = isUnanswered(commit) ? key : null;
        }
      }
    }
    conversations.set(commit.conversation, { revision: commit.revision, context: contextIn(commit), unanswered });
  }
  return { questions: [...found.values()].reverse(), unreadable, left: dropped.size };
}

function isQuestion({ events }: Commit): boolean {
  return events.some(({ type }) => type === 'question.understood');
}

function isUnanswered({ events }: Commit): boolean {
  return events.some(({ type }) => type === 'question.unanswered' || type === 'case.opened');
}

function contextIn(commit: Commit | undefined): QuestionContext {
  if (commit === undefined || isRecord(commit.state)) return noContext;
  const { dialogue, offered } = upToDate(commit.state);
  return { dialogue, offered };
}

const noContext: QuestionContext = { dialogue: { focus: [], last: null }, offered: [] };

function questionOf(text: string, locale: Locale, { dialogue, offered }: QuestionContext): GateQuestion {
  // Without an earlier subject, it might as well be the first message.
  const isFirst = dialogue.focus.length === 0 && dialogue.last === null;
  return {
    source: 'past',
    locale,
    turns: [{ text: judgedText(text), expect: null }],
    shown: shownText(text),
    times: 1,
    context: isFirst ? null : { dialogue, offered },
  };
}

function keyOf({ turns, locale, context }: GateQuestion): string {
  return JSON.stringify([turns[0]?.text.toLowerCase(), locale, context]);
}
