import type { Kind } from '../core/model/kind.ts';
import { type Locale, locales } from '../core/model/locale.ts';
import { type Trait, traits } from '../core/model/protocol.ts';
import { type KindExamples, type KindRules, openRules } from '../language/classification/index.ts';
import { wordsOf } from '../language/classification/wordsOf.ts';
import type { Content } from './content.ts';

/**
 * Questions per FAQ entry and language in the classifier's training data. With none, half of the questions of this FAQ
 * were classified as something else; with more, kinds that are rarer than questions are classified as questions.
 */
const questionsPerEntry = 2;

/** Runtime data of the classifier: rules, cues and telephone numbers. */
export function kindRulesOf(content: Content): readonly KindRules[] {
  return Object.values(content.kinds);
}

/** The examples of some kinds, each kind's by language, at most so many of each. */
export function examplesOfKinds(
  { kinds }: Pick<Content, 'kinds'>,
  wanted: readonly Kind[],
  most = Number.POSITIVE_INFINITY,
): readonly string[] {
  return Object.values(kinds)
    .filter(({ kind }) => wanted.includes(kind))
    .flatMap(({ examples }) => locales.flatMap((locale) => examples[locale].slice(0, most)));
}

/** Training data of the classifier: examples, and some questions of the FAQ topics that a kind names. */
export function kindExamplesOf(content: Content): readonly KindExamples[] {
  const rules = openRules(kindRulesOf(content));
  return Object.values(content.kinds).map(({ kind, cues, examples, topics }) => {
    const asked = Object.values(content.faq)
      .filter(({ topic }) => topics.includes(topic))
      .flatMap(({ entries }) => entries)
      .flatMap(({ questions }) => locales.flatMap((locale) => questions[locale].slice(0, questionsPerEntry)))
      // "My husband hits me" is in the FAQ, but is not a question.
      .filter((text) => rules(text, wordsOf(text)).length === 0);
    return { kind, cues, texts: [...locales.flatMap((locale) => examples[locale]), ...asked] };
  });
}

/** The examples of all kinds with their languages: enough to detect these languages where nothing else was learnt. */
export function kindPhrasesOf(content: Content): readonly { readonly locale: Locale; readonly text: string }[] {
  return Object.values(content.kinds).flatMap(({ examples }) =>
    locales.flatMap((locale) => examples[locale].map((text) => ({ locale, text }))),
  );
}

/** Finds the traits that a message shows, by the patterns in the protocol. */
export function traitFinderOf({
  protocol,
}: {
  readonly protocol: Pick<Content['protocol'], 'traits'>;
}): (text: string) => readonly Trait[] {
  // Content stored by an older version has no such patterns.
  const listed = protocol.traits ?? {};
  // Rules belong to a kind; these apply to any.
  const kind: Kind = 'question';
  const rules = openRules([
    { kind, rules: traits.map((id) => ({ id, patterns: listed[id] ?? [], unless: [], identifiers: [] })) },
  ]);
  return (text) => rules(text, wordsOf(text)).map(({ id }) => id as Trait);
}
