import type { TextByLanguage } from '../../model/danger.ts';
import type { Turn } from '../turnDraft.ts';

/** Languages shown together when the person's language cannot be determined. */
const several = ['ca', 'es', 'en', 'fr', 'ar'] as const;

/**
 * A text in the language of the message, even one that the bot does not speak otherwise. Where the language cannot be
 * determined, `short` in several languages.
 */
export function dangerText({ foreign, locale }: Turn, texts: TextByLanguage, short: TextByLanguage): string {
  const own = (texts[locale] ?? '').trim();
  if (foreign === null) return own;
  const inTheirs = foreign.language === null ? undefined : texts[foreign.language];
  if (inTheirs !== undefined) return inTheirs.trim();
  return several.flatMap((language) => short[language]?.trim() ?? []).join('\n\n');
}

/** Records a danger that was seen in a text. False: none was. */
export function noteDanger({ input: { understanding, knowledge }, events }: Turn): boolean {
  const { level, danger, probability, rule, voice } = understanding.danger;
  if (level === 'none' || danger === null) return false;
  const seen = { level, danger, probability, rule: rule?.id ?? null, voice, knowledge: knowledge.version };
  events.push({ type: 'danger.seen', ...seen });
  return true;
}
