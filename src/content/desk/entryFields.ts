import { parseDocument } from 'yaml';
import { type Locale, locales } from '../../core/model/locale.ts';
import type { EntryFields, Texts } from './views.ts';

/** Fields of an entry, in the order in which they are written. */
export const fieldOrder = [
  'department',
  'title',
  'questions',
  'answer',
  'plain',
  'aspects',
  'general',
  'exceptions',
  'followUps',
  'flow',
  'personal',
  'quickExit',
  'sensitive',
  'source',
  'verified',
  'valid',
] as const satisfies readonly (keyof EntryFields)[];

/** Questions of one language from which on it counts as complete. */
const enoughQuestions = 8;

/** The fields in the text of an entry, however incomplete; null where it cannot be read. */
export function readFields(text: string): (EntryFields & { readonly id?: unknown }) | null {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) return null;
  try {
    const [entry, ...others]: unknown[] = asArray(document.toJS({ maxAliasCount: 0 }));
    return isObject(entry) && others.length === 0 ? entry : null;
  } catch {
    // It contains an alias.
    return null;
  }
}

/** Languages in which an entry can be used. */
export function completeLanguages({ title, answer, questions }: EntryFields): readonly Locale[] {
  return locales.filter((locale) => {
    const variants: unknown = isObject(questions) ? questions[locale] : null;
    const isLong = Array.isArray(variants) && variants.length >= enoughQuestions;
    return isLong && textIn(title, locale) !== null && textIn(answer, locale) !== null;
  });
}

/** The texts among values that may be anything. */
export function textsIn(value: unknown): Texts | null {
  if (!isObject(value)) return null;
  return Object.fromEntries(
    locales.flatMap((locale) => {
      const text = textIn(value, locale);
      return text === null ? [] : [[locale, text]];
    }),
  );
}

export function stringIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function textIn(value: unknown, locale: Locale): string | null {
  return isObject(value) ? stringIn(value[locale]) : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
