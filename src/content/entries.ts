import { type Locale, locales } from '../core/model/locale.ts';
import type { Entry } from '../core/ports/knowledge.ts';
import type { Content } from './content.ts';

/** The question variants of one entry, in all languages. */
export interface EntryVariants {
  readonly id: string;
  readonly variants: readonly { readonly locale: Locale; readonly text: string }[];
}

/** Everything that the bot can say without a person. Follow-ups that lead nowhere are left out. */
export function entriesOf(content: Content): readonly Entry[] {
  const faq = Object.values(content.faq).flatMap((file) => file.entries);
  const known = new Set(faq.map(({ id }) => id));
  return [
    ...faq.map(
      (entry): Entry => ({
        id: entry.id,
        kind: 'faq',
        title: entry.title,
        answer: entry.answer,
        department: entry.department,
        followUps: entry.followUps.filter((id) => known.has(id) && id !== entry.id),
        personal: entry.personal,
        quickExit: entry.quickExit,
        source: entry.source,
        verified: entry.verified,
        valid: { from: entry.valid.from, until: entry.valid.until ?? null },
      }),
    ),
    ...content.smalltalk.entries.map(
      (entry): Entry => ({
        ...spoken(entry.id, 'smalltalk', entry.title, entry.answer),
        followUps: entry.followUps.filter((id) => known.has(id)),
      }),
    ),
    ...content.commands.commands.map(({ command, title }) => spoken(`command.${command}`, 'command', title, title)),
  ];
}

/** Training data of the retriever. For commands, their exact words count as variants too. */
export function variantsOf(content: Content): readonly EntryVariants[] {
  const flat = (questions: Readonly<Record<Locale, readonly string[]>>) =>
    locales.flatMap((locale) => questions[locale].map((text) => ({ locale, text })));
  return [
    ...Object.values(content.faq).flatMap((file) =>
      file.entries.map(({ id, questions }) => ({ id, variants: flat(questions) })),
    ),
    ...content.smalltalk.entries.flatMap(({ id, questions }) =>
      questions === undefined ? [] : [{ id, variants: flat(questions) }],
    ),
    ...content.commands.commands.map(({ command, words, questions }) => ({
      id: `command.${command}`,
      variants: [...flat(words), ...flat(questions)],
    })),
  ];
}

function spoken(id: string, kind: Entry['kind'], title: Entry['title'], answer: Entry['answer']): Entry {
  return {
    id,
    kind,
    title,
    answer,
    department: null,
    followUps: [],
    personal: false,
    quickExit: false,
    source: null,
    verified: null,
    valid: { from: null, until: null },
  };
}
