import type { ConversationId } from '../../core/model/conversation.ts';
import {
  type ClusterId,
  type Counts,
  type KnownDecision,
  type KnownQuestion,
  noCounts,
  type QuestionMark,
} from './askedQuestion.ts';
import type { CountStep } from './readCommit.ts';

/** The figures of one day, `YYYY-MM-DD`, by what is counted: entry, aspect and language, as JSON. */
type DayFigures = ReadonlyMap<string, Counts>;

/** What is stored together, and replaced together: questions or figures of a day, or all decisions. */
export type BucketName = `questions ${string}` | `figures ${string}` | 'decisions';

/** All that is known of questions and figures, in memory. */
export interface QuestionIndex {
  readonly questions: ReadonlyMap<QuestionMark, KnownQuestion>;
  readonly decisions: ReadonlyMap<ClusterId, KnownDecision>;
  readonly figures: ReadonlyMap<string, DayFigures>;
  inCluster(cluster: ClusterId): readonly KnownQuestion[];
  put(question: KnownQuestion): void;
  decide(decision: KnownDecision): void;
  count(day: string, step: CountStep): void;
  /** Forgets what was asked in a conversation before a revision; the clusters of which nothing is left. */
  forget(conversation: ConversationId, before: number): readonly ClusterId[];
  /** Forgets what is too old; the clusters of which nothing is left. */
  forgetBefore(limits: { readonly questions: string; readonly figures: string }): readonly ClusterId[];
  /** Buckets that changed since the last call, with what is in them; null: nothing. */
  takeChanges(): ReadonlyMap<BucketName, unknown[] | null>;
  /** Fills a bucket that was stored. */
  fill(name: BucketName, rows: readonly unknown[]): void;
}

/** `dayOf`: the day of a time where the council is. */
export function createQuestionIndex(dayOf: (at: number) => string): QuestionIndex {
  const questions = new Map<QuestionMark, KnownQuestion>();
  const decisions = new Map<ClusterId, KnownDecision>();
  const figures = new Map<string, Map<string, Counts>>();
  const clusters = new Map<ClusterId, Set<QuestionMark>>();
  const conversations = new Map<ConversationId, Set<QuestionMark>>();
  const changed = new Set<BucketName>();

  function enter(question: KnownQuestion): void {
    questions.set(question.mark, question);
    setOf(clusters, question.cluster).add(question.mark);
    setOf(conversations, question.conversation).add(question.mark);
  }

  /** Removes a question; its cluster where nothing is left of it. */
  function remove({ mark, cluster, conversation, at }: KnownQuestion): readonly ClusterId[] {
    questions.delete(mark);
    changed.add(`questions ${dayOf(at)}`);
    drop(conversations, conversation, mark);
    if (!drop(clusters, cluster, mark)) return [];
    if (decisions.delete(cluster)) changed.add('decisions');
    return [cluster];
  }

  function rowsIn(name: BucketName): unknown[] {
    if (name === 'decisions') return [...decisions.values()];
    const [kind, day = ''] = name.split(' ');
    if (kind === 'figures') return [...(figures.get(day) ?? [])];
    return [...questions.values()].filter(({ at }) => dayOf(at) === day);
  }

  return {
    questions,
    decisions,
    figures,

    inCluster: (cluster) => [...(clusters.get(cluster) ?? [])].flatMap((mark) => questions.get(mark) ?? []),

    put(question) {
      enter(question);
      changed.add(`questions ${dayOf(question.at)}`);
    },

    decide(decision) {
      decisions.set(decision.cluster, decision);
      changed.add('decisions');
    },

    count(day, { measure, entry, aspect, locale }) {
      const own = figures.get(day) ?? new Map<string, Counts>();
      figures.set(day, own);
      const key = JSON.stringify([entry, aspect, locale]);
      const before = own.get(key) ?? noCounts;
      own.set(key, { ...before, [measure]: before[measure] + 1 });
      changed.add(`figures ${day}`);
    },

    forget: (conversation, before) =>
      [...(conversations.get(conversation) ?? [])].flatMap((mark) => {
        const question = questions.get(mark);
        return question === undefined || question.revision >= before ? [] : remove(question);
      }),

    forgetBefore(limits) {
      for (const day of figures.keys()) {
        if (day >= limits.figures) continue;
        figures.delete(day);
        changed.add(`figures ${day}`);
      }
      return [...questions.values()].flatMap((each) => (dayOf(each.at) < limits.questions ? remove(each) : []));
    },

    takeChanges() {
      const taken = new Map([...changed].map((name) => [name, rowsIn(name)] as const));
      changed.clear();
      return new Map([...taken].map(([name, rows]) => [name, rows.length === 0 ? null : rows]));
    },

    fill(name, rows) {
      if (name === 'decisions') for (const each of rows as KnownDecision[]) decisions.set(each.cluster, each);
      else if (name.startsWith('figures ')) figures.set(name.slice(8), new Map(rows as [string, Counts][]));
      else for (const each of rows as KnownQuestion[]) enter(each);
    },
  };
}

function setOf<K>(sets: Map<K, Set<QuestionMark>>, key: K): Set<QuestionMark> {
  const own = sets.get(key) ?? new Set<QuestionMark>();
  sets.set(key, own);
  return own;
}

/** Takes a mark out of a set; whether that was its last one. */
function drop<K>(sets: Map<K, Set<QuestionMark>>, key: K, mark: QuestionMark): boolean {
  const own = sets.get(key);
  own?.delete(mark);
  if (own === undefined || own.size > 0) return false;
  return sets.delete(key);
}
