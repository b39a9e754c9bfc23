import type { Locale } from '../../../core/model/locale.ts';
import type { CompiledProtocol } from '../../../core/model/protocol.ts';
import { type Aspect, aspects } from '../../../core/model/understanding.ts';
import type { AspectAnswer, Entry, Knowledge } from '../../../core/ports/knowledge.ts';

/** Services of one department. */
export interface ServiceGroup {
  /** Id of the department; null: of none. */
  readonly department: string | null;
  readonly name: string;
  readonly services: readonly Entry[];
}

/** The services that are published: what the bot answers on a day, `YYYY-MM-DD`. */
export function publishedServices(entries: readonly Entry[], today: string): readonly Entry[] {
  return entries.filter(
    ({ kind, valid: { from, until } }) =>
      kind === 'faq' && (from === null || from <= today) && (until === null || today <= until),
  );
}

/** Services by department, both in the order of their names. */
export function groupServices(
  services: readonly Entry[],
  protocol: Pick<CompiledProtocol, 'department'>,
  locale: Locale,
  unnamed: string,
): readonly ServiceGroup[] {
  const { compare } = new Intl.Collator(locale);
  const byDepartment = Map.groupBy(services, ({ department }) => department);
  return [...byDepartment]
    .map(([department, own]) => ({
      department,
      name: department === null ? unnamed : protocol.department(department, locale),
      services: own.toSorted((one, other) => compare(one.title[locale], other.title[locale])),
    }))
    .sort((one, other) => compare(one.name, other.name));
}

/** One side of a service under its own heading. */
export interface ServicePart {
  /** Name within the page, as in `#documents`. */
  readonly anchor: string;
  readonly title: string;
  readonly answer: AspectAnswer;
}

/** The sides of a service that have an answer, in the order in which people need them. */
export function aspectsOf(
  entry: Entry,
  knowledge: Pick<Knowledge, 'aspectTitle'>,
  locale: Locale,
): readonly ServicePart[] {
  return aspects.flatMap((aspect: Aspect) => {
    const answer = entry.aspects[aspect];
    const title = knowledge.aspectTitle(aspect)?.[locale];
    return answer === undefined || title === undefined ? [] : [{ anchor: aspect, title, answer }];
  });
}

/** Its special cases. */
export function specialCasesOf(entry: Entry, locale: Locale): readonly ServicePart[] {
  return entry.exceptions.map((exception) => ({
    anchor: exception.id,
    title: exception.title[locale],
    answer: exception,
  }));
}
