import { locales } from '../../core/model/locale.ts';
import { openingOf } from '../../core/util/firstSentences.ts';
import type { Problem } from '../problem.ts';
import type { FaqFile } from '../schema/faq.ts';

/** Fewest characters of a self-contained first paragraph. */
const minLength = 60;

/**
 * Checks that the first paragraph of each answer is self-contained, since in public places the bot says nothing else:
 * it consists of whole sentences, announces no list, and is long enough.
 */
export function checkOpenings(
  faq: Readonly<Record<string, FaqFile>>,
  lineIn: (file: string, path: readonly PropertyKey[]) => number | null,
): readonly Problem[] {
  return Object.entries(faq).flatMap(([file, { entries }]) =>
    entries.flatMap(({ answer }, index) =>
      locales.flatMap((locale): readonly Problem[] => {
        const { text, isWhole, standsAlone } = openingOf(answer[locale]);
        if (standsAlone && (isWhole || text.length >= minLength)) return [];
        const why = standsAlone ? 'says too little' : 'is not self-contained';
        const message = `the first paragraph ${why}, and in public places the bot says nothing else: write whole sentences there that say what to do and where, at most 600 characters, and no colon at their end`;
        return [{ file, line: lineIn(file, ['entries', index, 'answer', locale]), message, fatal: false }];
      }),
    ),
  );
}
