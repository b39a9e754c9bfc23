import type { Content } from '../../content/content.ts';
import { editors, everybody, hasRole, mayHandleCases, readers } from '../../core/cases/policy.ts';
import type { Agent } from '../../core/model/agent.ts';
import type { Localised } from '../../core/model/locale.ts';
import type { ApiDeps } from './deps.ts';
import type { ApiRoute } from './route.ts';
import type { CannedReply, Setting } from './wire.ts';

type Deps = Pick<ApiDeps, 'tenant' | 'content' | 'directory' | 'accounts' | 'deskSettings' | 'translation' | 'desk'>;

/** What the page needs to show names and offer choices; editors get only what they need for content. */
export function settingRoutes(deps: Deps): readonly ApiRoute[] {
  return [
    {
      method: 'get',
      path: 'setting',
      roles: everybody,
      kind: 'read',
      async answer({ agent }): Promise<Setting> {
        const { departments, protocol } = deps.content();
        const seesCases = hasRole(agent, readers);
        const all = seesCases ? await deps.directory.list(deps.tenant) : [];
        const others = all.filter((each) => !mayHandleCases(each));
        // Editors see who else writes and publishes, and nobody else.
        const named = seesCases ? others : (await deps.directory.list(deps.tenant)).filter(isEditor);
        return {
          departments: departments.departments.map(({ id, name, withArticle = name }) => ({ id, name, withArticle })),
          colleagues: all.filter(mayHandleCases).map(shown),
          others: named.map(({ id, name }) => ({ id, name })),
          accounts: seesCases ? deps.accounts() : [],
          ...(seesCases ? await shownSettings(deps) : { labels: [], macros: [], rules: [], absences: [] }),
          canned: cannedReplies(deps.content()),
          translates: deps.translation !== null,
          editsContent: deps.desk !== null,
          tones: textsOf(protocol.tones),
          administrativeSilences: textsOf(protocol.administrativeSilence),
          conditions: textsOf(protocol.conditions),
        };
      },
    },
  ];
}

/** Whether somebody gets figures by e-mail concerns nobody else. */
async function shownSettings({ deskSettings }: Deps) {
  const { labels, macros, rules, absences } = await deskSettings.read();
  return { labels, macros, rules, absences };
}

/** Services that are not there are left out; where they were the only ones, the reply is suggested for none. */
function cannedReplies(content: Content): readonly CannedReply[] {
  const replies = content.canned?.replies ?? [];
  const faq = Object.values(content.faq).flatMap(({ entries }) => entries);
  const titles = new Map(faq.map(({ id, title }) => [id, title]));
  return replies.map(({ id, title, text, suggestFor }) => {
    if (suggestFor === undefined) return { id, title, text, suggestFor: null };
    const { kinds = [], departments = [], entries: named = [], words = [] } = suggestFor;
    const entries = named.flatMap((each) => {
      const of = titles.get(each);
      return of === undefined ? [] : [{ id: each, title: of }];
    });
    const isGone = named.length > 0 && entries.length === 0;
    return { id, title, text, suggestFor: isGone ? null : { kinds, departments, entries, words } };
  });
}

const isEditor = (agent: Agent) => hasRole(agent, editors);

function shown({ id, name, departments, availability, locales }: Agent): Setting['colleagues'][number] {
  return { id, name, departments, availability, locales };
}

function textsOf(all: Readonly<Record<string, { readonly say: Localised }>>): Readonly<Record<string, Localised>> {
  return Object.fromEntries(Object.entries(all).map(([name, { say }]) => [name, say]));
}
