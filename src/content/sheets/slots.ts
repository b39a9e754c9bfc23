import type { z } from 'zod';
import { type Locale, locales } from '../../core/model/locale.ts';
import type { EntryFields, ExceptionFields, Texts } from '../desk/views.ts';
import { answer, question, title } from '../schema/common.ts';

/** A path below an entry: `questions`, `ca`, 2. */
type SlotPath = readonly (string | number)[];

/** One place for a text in an entry. */
export interface Slot {
  readonly field: string;
  /** Of a question, from 1; empty for other texts. */
  readonly number: string;
  readonly language: Locale;
  readonly path: SlotPath;
  /** Null: there is none in this language yet. */
  readonly text: string | null;
  /** What a text there must be. */
  readonly schema: z.ZodType<string>;
}

type Lists = Partial<Readonly<Record<Locale, readonly string[] | undefined>>>;

/** All texts of an entry, in the order of a sheet. Values may be anything: what is no text is left out. */
export function slotsOf({
  title: name,
  answer: reply,
  plain,
  questions,
  aspects,
  exceptions,
}: EntryFields): readonly Slot[] {
  const listed: readonly ExceptionFields[] = Array.isArray(exceptions) ? exceptions : [];
  return [
    ...textSlots('title', ['title'], name, title),
    ...textSlots('answer', ['answer'], reply, answer),
    ...textSlots('plain', ['plain'], plain, answer),
    ...questionSlots('question', ['questions'], questions),
    ...Object.entries(aspects ?? {}).flatMap(([aspect, fields]) =>
      textSlots(`aspect.${aspect}`, ['aspects', aspect, 'answer'], fields?.answer, answer),
    ),
    ...listed.flatMap((each, index) => {
      if (typeof each?.id !== 'string') return [];
      const field = `exception.${each.id}`;
      const path = ['exceptions', index];
      return [
        ...textSlots(`${field}.title`, [...path, 'title'], each.title, title),
        ...textSlots(`${field}.answer`, [...path, 'answer'], each.answer, answer),
        ...questionSlots(`${field}.question`, [...path, 'questions'], each.questions),
      ];
    }),
  ];
}

function textSlots(
  field: string,
  path: SlotPath,
  texts: Texts | null | undefined,
  schema: z.ZodType<string>,
): readonly Slot[] {
  if (!isObject(texts)) return [];
  return locales.flatMap((language): readonly Slot[] => {
    const text: unknown = texts[language] ?? null;
    if (text !== null && typeof text !== 'string') return [];
    return [{ field, number: '', language, path: [...path, language], text, schema }];
  });
}

function questionSlots(field: string, path: SlotPath, lists: Lists | null | undefined): readonly Slot[] {
  if (!isObject(lists)) return [];
  return locales.flatMap((language): readonly Slot[] => {
    const list: readonly unknown[] = Array.isArray(lists[language]) ? lists[language] : [];
    return list.flatMap((text, index): readonly Slot[] => {
      if (typeof text !== 'string') return [];
      const number = String(index + 1);
      return [{ field, number, language, path: [...path, language, index], text, schema: question }];
    });
  });
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The name of a slot among those of its entry. */
export function slotKey({ field, number, language }: Pick<Slot, 'field' | 'number'> & { language: string }): string {
  return JSON.stringify([field, number, language]);
}
