import type { TextByLanguage } from '../../model/danger.ts';
import type { Turn } from '../draft.ts';

/** Languages that are said side by side where nobody can tell which one the person wrote in. */
const several = ['ca', 'es', 'en', 'fr', 'ar'] as const;

/**
 * A text in the language of the message: also in one that the bot does not speak otherwise. Where the language can't be
 * told, `short` in several.
 */
export function dangerText({ foreign, locale }: Turn, texts: TextByLanguage, short: TextByLanguage): string {
  const own = (texts[locale] ?? '').trim();
  if (foreign === null) return own;
  const inTheirs = foreign.language === null ? undefined : texts[foreign.language];
  if (inTheirs !== undefined) return inTheirs.trim();
  return several.flatMap((language) => short[language]?.trim() ?? []).join('\n\n');
}
