import { type Commit, isRecord } from '../../core/model/commit.ts';
import { upToDate } from '../../core/model/conversation.ts';
import type { Event } from '../../core/model/event.ts';
import type { Kind } from '../../core/model/kind.ts';
import type { Locale } from '../../core/model/locale.ts';
import {
  type AskedOutcome,
  type Counted,
  type KnownQuestion,
  type Measure,
  offeredEntries,
  type QuestionProblem,
} from './askedQuestion.ts';

/** The side of a question counts from this confidence on. */
const sureAspect = 0.6;
/** A rating that says that something went wrong, of 5. */
const lowRating = 2;
/** Cases that begin with a question; of others a reply answers none. */
const askingKinds: readonly Kind[] = ['question', 'information-request', 'person', 'out-of-scope'];

/** What a commit says of the question that it holds. */
type QuestionFacts = Pick<KnownQuestion, 'outcome' | 'ranked' | 'aspect'>;

/** That a question waits for editors. */
interface FoundProblem {
  /** Revision of the commit with the question. */
  readonly question: number;
  readonly why: QuestionProblem;
  /** Revision of a reply of staff to it; null: none. */
  readonly reply: number | null;
}

export interface CountStep extends Counted {
  readonly measure: Measure;
}

const of = <T extends Event['type']>(events: readonly Event[], type: T) =>
  events.find((event): event is Extract<Event, { type: T }> => event.type === type);

/** Whether a commit holds a question in words. */
export function isAsking({ events }: Commit): boolean {
  return of(events, 'question.understood') !== undefined;
}

/** Whether what a commit says depends on the one before it. */
export function needsBefore({ events, revision }: Commit): boolean {
  return (
    revision > 1 &&
    events.some(
      (event) =>
        event.type === 'choice.taken' ||
        event.type === 'case.opened' ||
        (event.type === 'question.unanswered' && backward(event.reason)) ||
        (event.type === 'message.resolved' && event.move === 'correct'),
    )
  );
}

/** Reasons that are about the message before. */
const backward = (reason: string) => reason === 'none-of-these' || reason === 'not-understood';

/** The language of a conversation; null: it has none yet. */
export function localeIn({ state, events }: Commit): Locale | null {
  const language = isRecord(state) ? null : state.language;
  return language?.locale ?? of(events, 'question.answered')?.locale ?? null;
}

/** What the bot made of a question; null: the commit holds none, or one that no editor can answer. */
export function factsOf(commit: Commit): QuestionFacts | null {
  const { events } = commit;
  const understood = of(events, 'question.understood');
  if (understood === undefined) return null;
  const received = of(events, 'message.received');
  const [side] = received?.understanding?.aspects ?? [];
  return {
    outcome: outcomeOf(events),
    ranked: understood.ranked.slice(0, 3).map(({ entry, confidence }) => ({ entry, confidence })),
    aspect: side !== undefined && side.confidence >= sureAspect ? side.aspect : null,
  };
}

function outcomeOf(events: readonly Event[]): AskedOutcome {
  const answered = of(events, 'question.answered');
  if (answered !== undefined) return { kind: 'answered', entry: answered.entry };
  const clarified = of(events, 'question.clarified');
  return clarified === undefined ? { kind: 'unanswered' } : { kind: 'offered', entries: clarified.entries };
}

const ownReasons: readonly string[] = ['unknown', 'out-of-date', 'no-fact'];

/** Which questions a commit leaves to editors. `before`: the commit before it, where `needsBefore` says so. */
export function problemsIn(commit: Commit, before: Commit | null): readonly FoundProblem[] {
  const { events, revision } = commit;
  const found: FoundProblem[] = [];
  const isVain = isAsking(commit) && outcomeOf(events).kind === 'unanswered';
  for (const event of events) {
    if (event.type === 'question.unanswered') {
      if (backward(event.reason)) {
        if (before !== null && isAsking(before))
          found.push({ question: before.revision, why: event.reason as QuestionProblem, reply: null });
      } else if (ownReasons.includes(event.reason) && isAsking(commit)) {
        found.push({ question: revision, why: event.reason as QuestionProblem, reply: null });
      }
    } else if (event.type === 'protocol.applied' && event.actions.includes('point-elsewhere')) {
      if (isVain) found.push({ question: revision, why: 'outside', reply: null });
    } else if (event.type === 'case.opened') {
      const isQuestion = askingKinds.includes(event.kind) && event.kind !== 'person';
      if (isVain && isQuestion) found.push({ question: revision, why: 'passed-on', reply: null });
    } else if (event.type === 'case.replied' || event.type === 'case.entry-given') {
      const question = event.by === null ? null : questionOfCase(commit, event.case);
      const reply = event.type === 'case.replied' ? revision : null;
      if (question !== null) found.push({ question, why: 'staff-answered', reply });
    } else if (event.type === 'answer.rated') {
      if (!event.useful) found.push({ question: event.answer, why: 'not-useful', reply: null });
    } else if (event.type === 'answer.faulted') {
      found.push({ question: event.answer, why: `fault-${event.fault}`, reply: null });
    } else if (event.type === 'case.rated' && event.rating <= lowRating) {
      const question = questionOfCase(commit, event.case);
      if (question !== null) found.push({ question, why: 'low-rating', reply: null });
    }
  }
  return found;
}

/** Revision of the commit whose message opened a case that may have begun with a question, see `isAside`. */
function questionOfCase({ state }: Commit, code: string): number | null {
  if (isRecord(state)) return null;
  const found = upToDate(state).cases.find((each) => each.code === code);
  return found !== undefined && askingKinds.includes(found.kind) ? found.openedBy : null;
}

/** Whether the message of a commit is no question, or only asks for a person: what it is about was said before. */
export function isAside(commit: Commit): boolean {
  return !isAsking(commit) || of(commit.events, 'message.classified')?.kind === 'person';
}

/** Whether the content of a conversation is erased with a commit. */
export function erases({ outbox }: Commit): boolean {
  return outbox.some(
    (task) =>
      (task.kind === 'effect' && task.sideEffect.type === 'erase-content') ||
      (task.kind === 'side-effects' && task.sideEffects.some(({ type }) => type === 'erase-content')),
  );
}

/** What a commit adds to the figures, in a language. `before`: as for `problemsIn`. */
export function countsIn(commit: Commit, before: Commit | null, locale: Locale): readonly CountStep[] {
  const { events } = commit;
  const steps: CountStep[] = [];
  const count = (measure: Measure, entry: string, aspect = '') => steps.push({ entry, aspect, locale, measure });
  const answered = of(events, 'question.answered');
  const clarified = of(events, 'question.clarified');
  const isChoice = of(events, 'choice.taken') !== undefined;
  if (answered !== undefined) {
    const side = answered.exception !== undefined ? 'exceptions' : (answered.aspect ?? '');
    if (isChoice) count('chosen', answered.entry, side);
    else {
      count('asked', answered.entry, side);
      count('given', answered.entry, side);
    }
  } else if (clarified !== undefined && !isChoice) {
    const [first] = clarified.entries;
    if (first !== undefined) count('asked', first);
    for (const entry of clarified.entries) count('offered', entry);
  }
  if (isAsking(commit)) {
    count('asked', '');
    if (answered !== undefined) count('given', '');
    else if (clarified !== undefined) count('offered', '');
  }
  const rated = of(events, 'answer.rated');
  if (rated !== undefined) count(rated.useful ? 'useful' : 'useless', rated.entry);
  for (const { entry, aspect } of refusedIn(events, before)) count('refused', entry, aspect);
  if (of(events, 'case.opened') !== undefined) {
    count('escalated', '');
    const last = lastGiven(before);
    if (last !== null) count('escalated', last.entry, last.aspect);
  }
  return steps;
}

/** What the person said is not what they meant: all choices, or the answer before. */
function refusedIn(events: readonly Event[], before: Commit | null): readonly Pick<Counted, 'entry' | 'aspect'>[] {
  if (before === null || isRecord(before.state)) return [];
  const unanswered = of(events, 'question.unanswered');
  if (unanswered?.reason === 'none-of-these')
    return offeredEntries(before.state.offered).map((entry) => ({ entry, aspect: '' }));
  const isCorrection = of(events, 'message.resolved')?.move === 'correct' || unanswered?.reason === 'not-understood';
  const last = isCorrection ? lastGiven(before) : null;
  return last === null ? [] : [last];
}

/** The entry that a commit answered with; null: it did something else. */
function lastGiven(commit: Commit | null): Pick<Counted, 'entry' | 'aspect'> | null {
  const answered = commit === null ? undefined : of(commit.events, 'question.answered');
  if (answered === undefined) return null;
  return {
    entry: answered.entry,
    aspect: answered.exception !== undefined ? 'exceptions' : (answered.aspect ?? ''),
  };
}
