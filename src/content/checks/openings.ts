import { locales } from '../../core/model/locale.ts';
import { openingOf } from '../../core/util/firstSentences.ts';
import type { Problem } from '../problem.ts';
import type { FaqFile } from '../schema/faq.ts';

/** Characters that an opening needs at least to say anything by itself. */
const least = 60;

/**
 * Checks that the first paragraph of each answer can be read by itself, since in public places it is all that is said: it
 * is whole sentences, announces no list, and says something.
 */
export function checkOpenings(
  faq: Readonly<Record<string, FaqFile>>,
  lineIn: (file: string, path: readonly PropertyKey[]) => number | null,
): readonly Problem[] {
  return Object.entries(faq).flatMap(([file, { entries }]) =>
    entries.flatMap(({ answer }, index) =>
      locales.flatMap((locale): readonly Problem[] => {
        const { text, isWhole, standsAlone } = openingOf(answer[locale]);
        if (standsAlone && (isWhole || text.length >= least)) return [];
        const why = standsAlone ? 'says too little by itself' : 'does not stand by itself';
        const message = `the first paragraph ${why}, and in public places it is all that is said: write whole sentences there that say what to do and where, at most 600 characters, and no colon at their end`;
        return [{ file, line: lineIn(file, ['entries', index, 'answer', locale]), message, fatal: false }];
      }),
    ),
  );
}
