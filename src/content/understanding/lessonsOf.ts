import { exceptionName } from '../../core/dialogue/details.ts';
import type { Kind } from '../../core/model/kind.ts';
import { type Locale, type Localised, locales } from '../../core/model/locale.ts';
import type { ServiceTexts } from '../../language/matching/answerVectors.ts';
import { readBackground } from '../../language/retrieval/background.ts';
import { noClass } from '../../language/understanding/classes.ts';
import type { ExceptionTexts } from '../../language/understanding/exceptions.ts';
import { type ClassLessons, joinLessons, type UnderstandingLessons } from '../../language/understanding/lessons.ts';
import {
  exceptionsInDialogues,
  lessonsOfDialogues,
  readTrainingDialogues,
} from '../../language/understanding/trainingDialogues.ts';
import type { Content } from '../content.ts';
import { learntVariantsOf } from '../entries.ts';
import { examplesOfKinds, kindExamplesOf } from '../kindsOf.ts';
import { wordingsOf } from '../smallTalk.ts';

/** Wordings of an entry and language that show what asking about a service is like, and examples of a kind. */
const questionsOfEntry = 12;
const examplesOfKind = 30;
const wordingsOfTalk = 8;
/** Longest wording of a special case, in words, that names no service: it asks on about something unnamed. */
const longestFollowUp = 6;

/** Kinds of messages that report something rather than ask. */
const reports: readonly Kind[] = ['incident', 'complaint', 'suggestion', 'constructive-criticism'];

/** The training data of understanding: the content, and conversations that ship with the bot. */
export function understandingLessonsOf(
  content: Content,
  dialogues = readTrainingDialogues(),
  ofEntries = learntVariantsOf(content, dialogues),
): UnderstandingLessons {
  const said = lessonsOfDialogues(dialogues);
  const topics = ofEntries.map(({ id, variants }) => ({ id, texts: variants.map(({ text }) => text) }));
  const all = <T>(of: (locale: Locale) => readonly T[]) => locales.flatMap(of);
  const entries = Object.values(content.faq).flatMap((file) => file.entries);
  const titles = entries.flatMap(({ title }) => all((locale) => [title[locale]]));
  const questions = entries.flatMap((entry) => all((locale) => entry.questions[locale].slice(0, questionsOfEntry)));
  const ofKinds = (wanted: readonly Kind[]) => examplesOfKinds(content, wanted, examplesOfKind);
  const talk = content.smalltalk.entries.flatMap((entry) =>
    all((locale) => wordingsOf(entry, locale).slice(0, wordingsOfTalk)),
  );
  const aspects = content.aspects.aspects.map(({ id, questions: wordings }) => lessonOf(id, wordings));
  const acts = content.acts.acts.map(({ id, questions: wordings }) => lessonOf(id, wordings));
  const exceptions = exceptionsOf(content, dialogues);
  const flat = (lessons: readonly ClassLessons[]) => lessons.flatMap(({ texts }) => texts);
  const outside = [...readBackground(), ...ofKinds(['out-of-scope'])];
  const followUps = exceptions.flatMap(({ texts }) => texts.filter(isFollowUp));
  const acted = joinLessons([
    ...acts,
    { id: 'ask', texts: [...titles, ...questions] },
    { id: 'follow', texts: [...flat(aspects), ...followUps] },
    { id: 'chat', texts: talk },
    { id: 'report', texts: ofKinds(reports) },
    { id: 'person', texts: ofKinds(['person']) },
    { id: 'outside', texts: outside },
    ...said.acts,
  ]);
  return {
    topics: [...topics, { id: noClass, texts: readBackground() }],
    aspects: joinLessons([
      ...aspects,
      ...said.aspects,
      {
        id: noClass,
        texts: [...titles, ...ofKinds(reports), ...readBackground().slice(0, 200), ...talk, ...flat(acts)],
      },
    ]),
    acts: acted,
    kinds: kindExamplesOf(content),
    exceptions,
    services: serviceTextsOf(content),
  };
}

/** What is written of each service. */
export function serviceTextsOf({ faq }: Pick<Content, 'faq'>): readonly ServiceTexts[] {
  return Object.values(faq)
    .flatMap(({ entries }) => entries)
    .map(({ id, title, answer, questions, aspects, exceptions }) => ({
      entry: id,
      title,
      whole: answer,
      questions,
      details: [
        ...Object.entries(aspects ?? {}).map(([name, side]) => ({ name, answer: side.answer, questions: noQuestions })),
        ...(exceptions ?? []).map((special) => ({
          name: exceptionName(special.id),
          answer: special.answer,
          questions: questionsAndTitle(special),
        })),
      ],
    }));
}

const noQuestions = { ca: [], es: [], en: [] } as const;

/** How people ask for a special case, by its title, too. */
function questionsAndTitle({
  questions,
  title,
}: {
  readonly questions: Localised<readonly string[]>;
  readonly title: Localised;
}): Localised<readonly string[]> {
  const of = (locale: Locale) => [...questions[locale], title[locale]];
  return { ca: of('ca'), es: of('es'), en: of('en') };
}

/** Whether a wording of a special case asks on: it begins as a continuation, and is short. */
function isFollowUp(text: string): boolean {
  return /^(?:i|y|e|and|what|però|pero|but)\s/i.test(text) && text.split(/\s+/).length <= longestFollowUp;
}

function lessonOf(id: string, questions: Readonly<Record<(typeof locales)[number], readonly string[]>>): ClassLessons {
  return { id, texts: locales.flatMap((locale) => questions[locale]) };
}

/** The ways in which people ask for special cases: as editors put them, and as people did in conversations. */
export function exceptionsOf(
  { faq }: Pick<Content, 'faq'>,
  dialogues = readTrainingDialogues(),
): readonly ExceptionTexts[] {
  const nameOf = (entry: string, exception: string) => `${entry} ${exception}`;
  const asked = new Map(
    exceptionsInDialogues(dialogues).map(({ entry, exception, texts }) => [nameOf(entry, exception), texts]),
  );
  return Object.values(faq)
    .flatMap(({ entries }) => entries)
    .flatMap(({ id: entry, exceptions }) =>
      // Content stored by an older version has none.
      (exceptions ?? []).map(({ id: exception, title, questions }) => ({
        entry,
        exception,
        texts: [
          ...locales.flatMap((locale) => [title[locale], ...questions[locale]]),
          ...(asked.get(nameOf(entry, exception)) ?? []),
        ],
      })),
    );
}
