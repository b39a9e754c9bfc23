import type { ConversationState } from '../../src/core/model/conversation.ts';
import type { Event } from '../../src/core/model/event.ts';
import { locales } from '../../src/core/model/locale.ts';
import type { Understanding } from '../../src/core/model/understanding.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import type { createConversations } from './conversation.ts';
import {
  type Message,
  type Question,
  readForeignQuestions,
  readOutOfScope,
  readQuestionSet,
  type StrangeMessage,
} from './evaluationSet.ts';
import { hardHalf } from './hardHalf.ts';
import { percent, shareOf } from './measures.ts';
import type { Report, Row } from './report.ts';

type Begin = ReturnType<typeof createConversations>;

/** What a person got for one question. */
export interface Outcome {
  /** Entries that were answered from: common questions, small talk and commands alike. */
  readonly answered: readonly string[];
  /** What was shown to choose from: in a menu, or beside an answer. */
  readonly offered: readonly string[];
  readonly menu: boolean;
  readonly opened: boolean;
  /** Why there was no answer; null where there was one. */
  readonly unanswered: string | null;
  /** The bot's own ranking, the best first. */
  readonly ranked: readonly string[];
}

/** Reads what a turn did from its events, and from what it left on offer. */
export function outcomeOf(
  events: readonly Event[],
  { offered, dialogue }: Pick<ConversationState, 'offered' | 'dialogue'>,
  { topics }: Pick<Understanding, 'topics'>,
): Outcome {
  const answered = events.flatMap((event) => (event.type === 'question.answered' ? [event.entry] : []));
  const clarified = events.flatMap((event) => (event.type === 'question.clarified' ? event.entries : []));
  const [unanswered] = events.flatMap((event) => (event.type === 'question.unanswered' ? [event.reason] : []));
  // What else it may have meant is also kept where it is not shown.
  const kept = dialogue.last?.did === 'answered' ? dialogue.last.others : [];
  const beside = kept.filter((entry) => offered.includes(`entry:${entry}`));
  // Below an answer there may also be what people ask next: that is no reading of this question.
  const shown = answered.length > 0 ? [] : offered.flatMap((value) => value.match(/^entry:(.+)$/)?.[1] ?? []);
  return {
    answered,
    offered: [...new Set([...clarified, ...beside, ...shown])],
    menu: clarified.length > 0,
    opened: events.some(({ type }) => type === 'case.opened'),
    unanswered: answered.length > 0 ? null : (unanswered ?? null),
    ranked: topics.map(({ entry }) => entry),
  };
}

const isAtOnce = ({ answered }: Outcome, entry: string) => answered.includes(entry);
const isOffered = (outcome: Outcome, entry: string) => isAtOnce(outcome, entry) || outcome.offered.includes(entry);
const isWrong = ({ answered }: Outcome, entry: string) => answered.length > 0 && !answered.includes(entry);

type Judged = Outcome & { readonly question: Question; readonly isHard: boolean };

/** The questions, each the first message of a separate conversation. */
export async function evaluateQuestions(
  begin: Begin,
  knowledge: Pick<Knowledge, 'entry'>,
  wordingsOf: ReadonlyMap<string, readonly string[]>,
): Promise<Report> {
  const questions = readQuestionSet();
  requireKnown(questions, knowledge);
  const hard = hardHalf(questions, wordingsOf);
  const judged: Judged[] = [];
  for (const question of questions)
    judged.push({ ...(await outcomeIn(begin, question)), question, isHard: hard.has(question) });
  const is = (one: Judged, test: (outcome: Outcome, entry: string) => boolean) => test(one, one.question.entry);
  const row = (name: string, of: readonly Judged[]): Row => ({
    questions: name,
    count: of.length,
    'ranked first': percent(shareOf(of, ({ ranked, question }) => ranked[0] === question.entry)),
    'at once right': percent(shareOf(of, (one) => is(one, isAtOnce))),
    'right or offered': percent(shareOf(of, (one) => is(one, isOffered))),
    wrong: percent(shareOf(of, (one) => is(one, isWrong))),
    'wrong, nothing beside': of.filter((one) => is(one, isWrong) && one.offered.length === 0).length,
    menus: percent(shareOf(of, ({ menu }) => menu)),
    'no answer': percent(shareOf(of, ({ unanswered }) => unanswered !== null)),
    cases: of.filter(({ opened }) => opened).length,
  });
  const hardOnes = judged.filter(({ isHard }) => isHard);
  const wrong = judged.filter((one) => is(one, isWrong));
  return {
    title: 'Questions written apart from the wordings of the entries, each as a first message',
    rows: [
      ...locales.map((locale) =>
        row(
          locale,
          judged.filter(({ question }) => question.locale === locale),
        ),
      ),
      row('hard half', hardOnes),
      row('all', judged),
    ],
    targets: [
      { name: 'at once right', share: shareOf(judged, (one) => is(one, isAtOnce)), least: 0.72 },
      { name: 'right or offered', share: shareOf(judged, (one) => is(one, isOffered)), least: 0.96 },
      { name: 'wrong', share: wrong.length / judged.length, most: 0.02 },
      { name: 'wrong, nothing beside', count: wrong.filter(({ offered }) => offered.length === 0).length, most: 0 },
      { name: 'hard half at once right', share: shareOf(hardOnes, (one) => is(one, isAtOnce)), least: 0.5 },
    ],
    misses: judged
      .filter((one) => is(one, isWrong) || !is(one, isOffered))
      .map(({ question, ...outcome }) => missOf(question, question.entry, outcome)),
  };
}

/** Messages that no entry answers, each the first of a separate conversation. */
export async function evaluateOutOfScope(begin: Begin, knowledge: Pick<Knowledge, 'entry'>): Promise<Report> {
  const judged: (Outcome & { readonly message: StrangeMessage })[] = [];
  for (const message of readOutOfScope()) judged.push({ ...(await outcomeIn(begin, message)), message });
  // A joke for a person who asks for a joke is no wrong answer.
  const isTalk = (id: string) => knowledge.entry(id)?.kind === 'smalltalk';
  const isAnswered = ({ answered }: Outcome) => answered.some((id) => !isTalk(id));
  const isWrong = ({ answered, message }: (typeof judged)[number]) =>
    answered.some((id) => !isTalk(id) && !message.also.includes(id));
  const row = (name: string, of: typeof judged): Row => ({
    'out of scope': name,
    count: of.length,
    'wrong answers': percent(shareOf(of, isWrong)),
    'any answers': percent(shareOf(of, isAnswered)),
    cases: of.filter(({ opened }) => opened).length,
    'small talk': percent(shareOf(of, ({ answered }) => answered.length > 0 && answered.every(isTalk))),
    menus: percent(shareOf(of, ({ menu }) => menu)),
  });
  return {
    title: 'Messages that no entry answers, each as a first message',
    rows: [
      ...locales.map((locale) =>
        row(
          locale,
          judged.filter(({ message }) => message.locale === locale),
        ),
      ),
      row('all', judged),
    ],
    targets: [
      { name: 'wrong answers', share: shareOf(judged, isWrong), most: 0.03 },
      { name: 'cases', count: judged.filter(({ opened }) => opened).length, most: 0 },
    ],
    misses: judged
      .filter((one) => isWrong(one) || one.opened)
      .map(({ message, ...outcome }) => missOf(message, '-', outcome)),
  };
}

/** Questions in languages that are not the bot's own. */
export async function evaluateOtherLanguages(begin: Begin, knowledge: Pick<Knowledge, 'entry'>): Promise<Report> {
  const questions = readForeignQuestions();
  requireKnown(questions, knowledge);
  const judged: (Outcome & { readonly question: (typeof questions)[number] })[] = [];
  for (const question of questions)
    judged.push({ ...(await outcomeIn(begin, { locale: 'ca', text: question.text })), question });
  const row = (name: string, of: typeof judged): Row => ({
    language: name,
    count: of.length,
    'ranked first': percent(shareOf(of, ({ ranked, question }) => ranked[0] === question.entry)),
    'in the first three': percent(shareOf(of, ({ ranked, question }) => ranked.slice(0, 3).includes(question.entry))),
    'at once right': percent(shareOf(of, (one) => isAtOnce(one, one.question.entry))),
    wrong: percent(shareOf(of, (one) => isWrong(one, one.question.entry))),
    cases: of.filter(({ opened }) => opened).length,
  });
  return {
    title: 'Questions in other languages, each as a first message',
    rows: [
      ...[...Map.groupBy(judged, ({ question }) => question.language)].map(([language, of]) => row(language, of)),
      row('all', judged),
    ],
    targets: [
      {
        name: 'ranked first',
        share: shareOf(judged, ({ ranked, question }) => ranked[0] === question.entry),
        least: 0.78,
      },
    ],
    misses: judged
      .filter(({ ranked, question }) => ranked[0] !== question.entry)
      .map(({ question, ...outcome }) => missOf(question, question.entry, outcome)),
  };
}

/** What a first message gets. */
export async function outcomeIn(begin: Begin, { locale, text }: Message): Promise<Outcome> {
  const { events, state, understanding } = await begin(locale).say({ kind: 'text', text });
  return outcomeOf(events, state, understanding);
}

/** Throws where a question names an unknown entry: the figures would be meaningless. */
function requireKnown(questions: readonly { readonly entry: string }[], { entry }: Pick<Knowledge, 'entry'>): void {
  const unknown = questions.find((question) => entry(question.entry) === undefined);
  if (unknown !== undefined)
    throw new Error(`test/data/eval names ${unknown.entry}, which no file in dialogs/ has: rename or remove one.`);
}

export function missOf({ text }: { readonly text: string }, wanted: string, outcome: Outcome): Row {
  const { answered, offered, opened, unanswered } = outcome;
  const did = [
    ...answered,
    ...(offered.length > 0 ? [`(${offered.join(' ')})`] : []),
    ...(unanswered === null ? [] : [unanswered]),
    ...(opened ? ['case'] : []),
  ];
  return { message: text.slice(0, 80), wanted, did: did.join(' ') };
}
