import { z } from 'zod';
import { entriesOf } from '../../content/entries.ts';
import { caseTokens } from '../../core/cases/caseSearchText.ts';
import { everybody } from '../../core/cases/policy.ts';
import { type Locale, locales } from '../../core/model/locale.ts';
import type { Entry } from '../../core/ports/knowledge.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import { check } from './validate.ts';
import type { FoundEntry } from './wire.ts';

const most = 20;

const asked = z.object({ search: z.string().max(300).default(''), locale: z.enum(locales).default('ca') });

type Deps = Pick<ApiDeps, 'knowledge' | 'content'>;

/** FAQ answers to choose from: those that the bot finds most likely, then those with a matching title. */
export function entryRoutes(deps: Deps): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'entries',
      roles: everybody,
      kind: 'read',
      parameters: Object.keys(asked.shape),
      async answer({ request }): Promise<readonly FoundEntry[]> {
        const { search, locale } = check(asked, request.query);
        if (search.trim() === '') return [];
        const knowledge = deps.knowledge();
        const ranked = knowledge
          .understand(search, '')
          .understanding.topics.flatMap(({ entry }) => knowledge.entry(entry) ?? []);
        const called = entriesOf(deps.content()).filter((entry) => isCalled(entry, search, locale));
        const faq = [...ranked, ...called].filter(({ kind }) => kind === 'faq');
        const once = new Map(faq.map((entry) => [entry.id, entry]));
        return [...once.values()].slice(0, most).map((entry) => toFound(entry, locale));
      },
    },
  ];
}

function isCalled({ title }: Entry, search: string, locale: Locale): boolean {
  const own = caseTokens(title[locale]);
  const searched = caseTokens(search);
  return searched.length > 0 && searched.every((word) => own.some((each) => each.startsWith(word)));
}

function toFound(entry: Entry, locale: Locale): FoundEntry {
  return {
    id: entry.id,
    title: entry.title[locale],
    text: entry.answer[locale],
    source: entry.source?.url ?? null,
  };
}
