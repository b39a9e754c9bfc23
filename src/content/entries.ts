import { type Locale, locales } from '../core/model/locale.ts';
import type { AspectAnswer, Entry } from '../core/ports/knowledge.ts';
import { plainWords } from '../core/util/plainWords.ts';
import {
  askedInDialogues,
  readTrainingDialogues,
  type TrainingDialogue,
} from '../language/understanding/trainingDialogues.ts';
import type { Content } from './content.ts';
import type { FaqEntry } from './schema/faq.ts';

type AspectFields = NonNullable<FaqEntry['aspects']['hours']>;

/** An aspect or exception, with the source of its entry where it names none of its own. */
function aspectAnswer({ answer, source, verified, hoursOf }: AspectFields, entry: FaqEntry): AspectAnswer {
  return {
    answer,
    source: source ?? entry.source,
    verified: verified ?? entry.verified,
    ...(hoursOf !== undefined && { hoursOf }),
  };
}

/** The question variants of one entry, in all languages. */
interface EntryVariants {
  readonly id: string;
  readonly variants: readonly { readonly locale: Locale; readonly text: string }[];
}

/** Everything that the bot can say without a person. Follow-ups that lead nowhere are left out. */
export function entriesOf(content: Content): readonly Entry[] {
  const faq = Object.values(content.faq).flatMap((file) => file.entries);
  const known = new Set(faq.map(({ id }) => id));
  const officeAliases = new Map(
    content.departments.departments.map(({ id, aliases }) => [id, (aliases ?? []).map(plainWords)]),
  );
  return [
    ...faq.map(
      (entry): Entry => ({
        id: entry.id,
        kind: 'faq',
        title: entry.title,
        answer: entry.answer,
        plain: entry.plain ?? null,
        aspects: Object.fromEntries(
          Object.entries(entry.aspects ?? {}).map(([name, aspect]) => [name, aspectAnswer(aspect, entry)]),
        ),
        general: entry.general ?? [],
        officeAliases: entry.general?.length ? (officeAliases.get(entry.department) ?? []) : [],
        exceptions: (entry.exceptions ?? []).map(({ id, title, ...rest }) => ({
          id,
          title,
          ...aspectAnswer(rest, entry),
        })),
        department: entry.department,
        followUps: entry.followUps.filter((id) => known.has(id) && id !== entry.id),
        flow: entry.flow ?? null,
        personal: entry.personal,
        quickExit: entry.quickExit,
        sensitive: entry.sensitive || entry.quickExit,
        source: entry.source,
        verified: entry.verified,
        valid: { from: entry.valid.from, until: entry.valid.until ?? null },
      }),
    ),
    ...content.smalltalk.entries.map(
      (entry): Entry => ({
        ...spoken(entry.id, 'smalltalk', entry.title, entry.answer),
        ...(entry.closes === true ? { closes: true as const } : {}),
        followUps: entry.followUps.filter((id) => known.has(id)),
      }),
    ),
    ...content.commands.commands.map(({ command, title }) => spoken(`command.${command}`, 'command', title, title)),
    ...Object.values(content.flows ?? {}).map(({ flow, title }) => spoken(`flow.${flow}`, 'flow', title, title)),
  ];
}

/** Training data of the retriever. For commands, their exact words count as variants too. */
export function variantsOf(content: Content): readonly EntryVariants[] {
  const flat = (questions: Readonly<Record<Locale, readonly string[]>>) =>
    locales.flatMap((locale) => questions[locale].map((text) => ({ locale, text })));
  const isAlone = createIsAlone(content);
  return [
    ...Object.values(content.faq).flatMap((file) =>
      file.entries.map(({ id, questions, exceptions }) => ({
        id,
        variants: [
          ...flat(questions),
          ...(exceptions ?? [])
            .flatMap((each) => flat(each.questions))
            .filter((one) => namesTopic(one) && isAlone(one)),
        ],
      })),
    ),
    ...content.smalltalk.entries.flatMap(({ id, questions }) =>
      questions === undefined ? [] : [{ id, variants: flat(questions) }],
    ),
    ...Object.values(content.flows ?? {}).flatMap(({ flow, start }) =>
      start.questions === undefined ? [] : [{ id: `flow.${flow}`, variants: flat(start.questions) }],
    ),
    ...content.commands.commands.flatMap(({ command, words, questions }) =>
      questions === undefined ? [] : [{ id: `command.${command}`, variants: [...flat(words), ...flat(questions)] }],
    ),
  ];
}

/** What entries are learnt from: the content's own wordings, and how people ask for the same in dialogues. */
export function learntVariantsOf(
  content: Content,
  dialogues: readonly TrainingDialogue[] = readTrainingDialogues(),
): readonly EntryVariants[] {
  const asked = new Map(askedInDialogues(dialogues).map(({ id, variants }) => [id, variants]));
  return variantsOf(content).map(({ id, variants }) => {
    const known = new Set(variants.map(({ text }) => plainWords(text)));
    return { id, variants: [...variants, ...(asked.get(id) ?? []).filter(({ text }) => !known.has(plainWords(text)))] };
  });
}

/** Fewest words of a special case's wording that may say which service it is about. */
const fewestWords = 6;

/** Whether a wording may stand without its topic: "and if I have none?" belongs to any service. */
function namesTopic({ text }: { readonly text: string }): boolean {
  return text.split(/\s+/).length >= fewestWords && !/^(?:i|y|e|and|what) /i.test(text);
}

/** Tells whether a wording of a special case is under one entry only: under two it shows neither. */
function createIsAlone({ faq }: Pick<Content, 'faq'>): (wording: { readonly text: string }) => boolean {
  /** The entry of each wording; null: there are several. */
  const entries = new Map<string, string | null>();
  const note = (id: string, text: string) => {
    const key = plainWords(text);
    const known = entries.get(key);
    if (known === undefined) entries.set(key, id);
    else if (known !== id) entries.set(key, null);
  };
  for (const { id, questions, exceptions } of Object.values(faq).flatMap((file) => file.entries)) {
    for (const locale of locales) {
      for (const text of questions[locale]) note(id, text);
      for (const each of exceptions ?? []) for (const text of each.questions[locale]) note(id, text);
    }
  }
  return ({ text }) => entries.get(plainWords(text)) !== null;
}

function spoken(id: string, kind: Entry['kind'], title: Entry['title'], answer: Entry['answer']): Entry {
  return {
    id,
    kind,
    title,
    answer,
    plain: null,
    aspects: {},
    general: [],
    officeAliases: [],
    exceptions: [],
    department: null,
    followUps: [],
    flow: null,
    personal: false,
    sensitive: false,
    quickExit: false,
    source: null,
    verified: null,
    valid: { from: null, until: null },
  };
}
