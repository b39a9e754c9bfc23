import { locales } from '../../core/model/locale.ts';
import { placeholdersIn } from '../../core/util/interpolate.ts';
import type { Problem } from '../problem.ts';
import type { CannedFile } from '../schema/canned.ts';
import type { Check } from './need.ts';

/** Values that the console fills in when somebody picks a canned reply. */
const cannedValues = ['code', 'agent', 'department', 'deadline'] as const;

/** Facts about the rest of the content that the check needs: ids. */
export interface CannedCheckContext {
  readonly departments: ReadonlySet<string>;
  readonly entries: ReadonlySet<string>;
}

/**
 * Creates the check of `canned.yaml`: ids are unique, each `{{name}}` has a value, and departments and services exist. A reply that is
 * suggested for one that does not is still good, so nothing fails by that.
 */
export function createCannedCheck({ departments, entries }: CannedCheckContext): Check<CannedFile> {
  return (file, { value, line }) => {
    const ids = value.replies.map(({ id }) => id);
    return value.replies.flatMap(({ id, text, suggestFor = {} }, index): readonly Problem[] => {
      const problem = (path: readonly PropertyKey[], message: string, { fatal } = { fatal: true }): Problem => {
        return { file, line: line(['replies', index, ...path]), message, fatal };
      };
      const twice = ids.indexOf(id) === index ? [] : [problem(['id'], `\`${id}\` occurs twice: keep one of them`)];
      const unknown = locales.flatMap((locale) =>
        placeholdersIn(text[locale])
          .filter((name) => !(cannedValues as readonly string[]).includes(name))
          .map((name) => problem(['text', locale], `{{${name}}} has no value: use one of ${cannedValues.join(', ')}`)),
      );
      const named = [
        { list: 'departments', known: departments, what: 'a department: use an id of dialogs/departments.yaml' },
        { list: 'entries', known: entries, what: 'a service: use the id of an entry of dialogs/faq' },
      ] as const;
      const missing = named.flatMap(({ list, known, what }) =>
        (suggestFor[list] ?? []).flatMap((each, at) =>
          known.has(each) ? [] : [problem(['suggestFor', list, at], `\`${each}\` is not ${what}`, { fatal: false })],
        ),
      );
      return [...twice, ...unknown, ...missing];
    });
  };
}
