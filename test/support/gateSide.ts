import { buildKnowledge, lessonsOf } from '../../src/content/buildKnowledge.ts';
import { type Content, versionOf } from '../../src/content/content.ts';
import { openRanking, type RankedContent, wordingsIn } from '../../src/content/gate/clashes.ts';
import type { GateSide } from '../../src/content/gate/gateThread.ts';
import type { Locale } from '../../src/core/model/locale.ts';
import { type Learn, learntOf } from '../../src/language/learn.ts';
import { keptLearning, learnsEntries, wordsOnly } from './keptLearning.ts';
import { shippedContent } from './shippedContent.ts';

/** The content that ships, or one like it with other entries, with what is learnt from it by words alone. */
export async function learntFrom(content: Content): Promise<GateSide> {
  const sides: GateSide[] = [];
  await buildKnowledge(content, versionOf(content), {
    ...wordsOnly,
    learn: await learnerOf(content),
    onBuilt: (_, source) => void sides.push({ content, source }),
  });
  // The second step has everything.
  return sides.at(-1) as GateSide;
}

/** The questions of such a content, and how the bot ranks entries for them by words alone. */
export async function rankedFrom(content: Content): Promise<RankedContent> {
  const learning = (await learnerOf(content))(lessonsOf(content));
  return { wordings: wordingsIn(content), rank: openRanking({ learnt: await learntOf(learning), meaning: null }) };
}

/** What ships is learnt once for all tests. */
async function learnerOf(content: Content): Promise<Learn> {
  return versionOf(content) === versionOf(await shippedContent()) ? keptLearning : learnsEntries;
}

/** The content with a few topics of its FAQ: learnt in a fraction of the time. */
export function withTopics(content: Content, topics: readonly string[]): Content {
  const faq = Object.entries(content.faq).filter(([, { topic }]) => topics.includes(topic));
  return { ...content, faq: Object.fromEntries(faq) };
}

/** The content without an entry. */
export function withoutEntry(content: Content, id: string): Content {
  const faq = Object.entries(content.faq).map(([file, { topic, entries }]) => [
    file,
    { topic, entries: entries.filter((entry) => entry.id !== id) },
  ]);
  return { ...content, faq: Object.fromEntries(faq) };
}

/** The content with more questions under some entries. */
export function withQuestions(
  content: Content,
  added: readonly { readonly entry: string; readonly locale: Locale; readonly text: string }[],
): Content {
  const faq = Object.entries(content.faq).map(([file, { topic, entries }]) => [
    file,
    {
      topic,
      entries: entries.map((entry) => {
        const { ca, es, en } = entry.questions;
        const more = (locale: Locale) =>
          added.filter((each) => each.entry === entry.id && each.locale === locale).map(({ text }) => text);
        return {
          ...entry,
          questions: { ca: [...ca, ...more('ca')], es: [...es, ...more('es')], en: [...en, ...more('en')] },
        };
      }),
    },
  ]);
  return { ...content, faq: Object.fromEntries(faq) };
}
