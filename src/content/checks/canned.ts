import { locales } from '../../core/model/locale.ts';
import { placeholdersIn } from '../../core/util/interpolate.ts';
import type { Problem } from '../problem.ts';
import type { CannedFile } from '../schema/canned.ts';
import type { Check } from './need.ts';

/** Values that the console fills in when somebody picks a canned reply. */
const cannedValues = ['code', 'agent', 'department', 'deadline'] as const;

/** Checks that ids are unique, and that each `{{name}}` has a value. */
export const checkCanned: Check<CannedFile> = (file, { value, line }) => {
  const ids = value.replies.map(({ id }) => id);
  return value.replies.flatMap(({ id, text }, index): readonly Problem[] => {
    const say = (path: readonly PropertyKey[], message: string): Problem => {
      return { file, line: line(['replies', index, ...path]), message, fatal: true };
    };
    const twice = ids.indexOf(id) === index ? [] : [say(['id'], `\`${id}\` occurs twice: keep one of them`)];
    const unknown = locales.flatMap((locale) =>
      placeholdersIn(text[locale])
        .filter((name) => !(cannedValues as readonly string[]).includes(name))
        .map((name) => say(['text', locale], `{{${name}}} has no value: use one of ${cannedValues.join(', ')}`)),
    );
    return [...twice, ...unknown];
  });
};
