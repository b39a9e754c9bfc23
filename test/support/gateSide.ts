import { buildKnowledge } from '../../src/content/buildKnowledge.ts';
import { type Content, versionOf } from '../../src/content/content.ts';
import { variantsOf } from '../../src/content/entries.ts';
import { openRanking, type RankedContent, wordingsIn } from '../../src/content/gate/clashes.ts';
import type { GateSide } from '../../src/content/gate/gateThread.ts';
import type { Locale } from '../../src/core/model/locale.ts';
import { learn, startLearning } from '../../src/language/learn.ts';
import { wordsOnly } from './keptLearning.ts';

/** A content with what is learnt from it, by words alone; `isKept`: for other tests too. */
export async function learntFrom(content: Content, { isKept = false } = {}): Promise<GateSide> {
  const sides: GateSide[] = [];
  await buildKnowledge(content, versionOf(content), {
    ...wordsOnly,
    learn: isKept ? wordsOnly.learn : startLearning,
    onBuilt: (_, source) => void sides.push({ content, source }),
  });
  // The second step has everything.
  return sides.at(-1) as GateSide;
}

/** The questions of a content, and how the bot ranks entries for them by words alone. */
export async function rankedFrom(content: Content): Promise<RankedContent> {
  const learnt = await learn(variantsOf(content), { seed: 1 });
  return { wordings: wordingsIn(content), rank: openRanking({ learnt, meaning: null }) };
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
