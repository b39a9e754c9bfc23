import { z } from 'zod';
import { locales } from '../../core/model/locale.ts';
import { aspects, wordedActs } from '../../core/model/understanding.ts';
import { answer, localised, title, variants } from './common.ts';

/** `dialogs/aspects.yaml`: how people ask about one side of a service, common to all services. */
export const aspectsFile = z.strictObject({
  aspects: z.array(
    z.strictObject({
      id: z.enum([...aspects, 'exceptions'], {
        error: `is not an aspect: write one of ${aspects.join(', ')}, exceptions`,
      }),
      title: localised(title),
      /** Questions without a topic: "how much is it", "and on Saturdays". Similar ones are understood, too. */
      questions: localised(variants(8)),
    }),
  ),
});

export type AspectsFile = z.infer<typeof aspectsFile>;

/** `dialogs/acts.yaml`: what people do with a message besides asking: correct, agree, ask for plainer words. */
export const actsFile = z.strictObject({
  acts: z.array(
    z.strictObject({
      id: z.enum(wordedActs, { error: `is not an act: write one of ${wordedActs.join(', ')}` }),
      title: localised(title),
      /** Whole messages. Similar ones are understood, too. */
      questions: localised(variants(6)),
      /** Beginnings that may be followed by a separate question: "no, I meant". */
      beginnings: localised(z.array(z.string().trim().min(1, 'is empty: write words, or remove the line'))).optional(),
    }),
  ),
});

export type ActsFile = z.infer<typeof actsFile>;

const languageWords = z.array(z.string().trim().min(1, 'is empty: write words, or remove the line'));

/** `dialogs/languages.yaml`: the first answer to somebody who writes in another language, or asks who speaks it. */
export const languagesFile = z.strictObject({
  /** Words of a message that asks whether somebody speaks a language: "speaks", in all of the bot's languages. */
  speaking: languageWords.optional(),
  /** Words that say nothing beside the name of a language: "in", "please". */
  beside: languageWords.optional(),
  /** Words that say nothing beside these and a word that asks, or refuses: "can", "anyone". */
  around: languageWords.optional(),
  /** Words with which a language is not spoken, or hardly: "don't", "little". */
  refusing: languageWords.optional(),
  /** Words after which a language is spoken in spite of those: "only", "but". */
  only: languageWords.optional(),
  /** Words with which somebody speaks of themselves: "I", "hablo". */
  mine: languageWords.optional(),
  /** Beginnings of words with which a language is something to learn: "cours". */
  learning: languageWords.optional(),
  /** Names of the bot's own languages, in all of them. */
  own: localised(languageWords).optional(),
  languages: z.array(
    z.strictObject({
      /** BCP 47, as in `fr`. */
      id: z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/, 'is not a language: write its code, as in fr'),
      /** Its own name for itself. */
      name: z.string().trim().min(2, 'is empty: write the name of the language in itself'),
      /** Its names in the bot's languages. */
      names: languageWords.optional(),
      /** How it says thanks and goodbye; such a message is small talk. */
      thanks: languageWords.optional(),
      goodbye: languageWords.optional(),
      /** Which languages work, how to reach a person, and the emergency number. */
      welcome: answer,
      /** Before an answer in Catalan, Spanish or English. */
      nearest: answer,
      /** In which of the bot's languages it is then. */
      answerIn: z
        .enum(locales, { error: `is not one of the bot's languages: write one of ${locales.join(', ')}` })
        .default('es'),
    }),
  ),
});

export type LanguagesFile = z.infer<typeof languagesFile>;
