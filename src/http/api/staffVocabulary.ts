import ca from '../../../locales/ca.json' with { type: 'json' };
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import type { Content } from '../../content/content.ts';
import { type StaffRole, staffRoles } from '../../core/model/agent.ts';
import { type Locale, locales } from '../../core/model/locale.ts';
import type { StaffVocabulary } from '../../identity/importStaff.ts';

const languages = [ca, es, en];

/** The names of roles, departments and languages in all languages, as people write them in a table. */
export function staffVocabulary({ departments }: Pick<Content, 'departments'>): StaffVocabulary {
  return {
    roles: new Map(
      staffRoles.flatMap((role): readonly [string, StaffRole][] => [
        [role, role],
        ...languages.flatMap(({ auth, console }): [string, StaffRole][] => [
          [auth.roles[role].toLowerCase(), role],
          [console.roles[role].toLowerCase(), role],
        ]),
      ]),
    ),
    departments: new Map(
      departments.departments.flatMap(({ id, name }): readonly [string, string][] => [
        [id, id],
        ...locales.map((locale): [string, string] => [name[locale].toLowerCase(), id]),
      ]),
    ),
    locales: new Map(
      locales.flatMap((locale): readonly [string, Locale][] => [
        [locale, locale],
        ...languages.map(({ console }): [string, Locale] => [console.languages[locale].toLowerCase(), locale]),
      ]),
    ),
  };
}
