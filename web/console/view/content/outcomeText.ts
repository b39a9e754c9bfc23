import type { QuestionOutcome } from '../../../../src/content/gate/outcome.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { contentStore } from '../../actions/content/list.ts';
import { titleOf } from '../../model/content/listFilter.ts';
import { useStore } from '../../observable.ts';
import { named, useLocale, useStrings } from '../../strings.ts';

/** How to call an entry by its id: by its title, where it is known. */
export function useEntryName(): (entry: string) => string {
  const locale = useLocale();
  const list = useStore(contentStore, (value) => value.list);
  return (entry) => {
    const item = list?.documents.find(({ kind, id }) => kind === 'entry' && id.endsWith(`/${entry}`));
    return item === undefined ? entry : titleOf(item, locale);
  };
}

/** What a person got, in words. */
export function useOutcomeText(): (outcome: QuestionOutcome) => string {
  const { aspectNames, check } = useStrings().content;
  const entryName = useEntryName();
  return ({ answers, menu, unanswered, flow, opensCase, danger }) => {
    const given = answers.map(({ entry, aspect, exception }) => {
      const side = aspect === null ? exception : named(aspectNames, aspect);
      return side === null ? entryName(entry) : `${entryName(entry)} (${side})`;
    });
    const said = [
      danger === null ? null : check.outcomes.danger,
      given.length === 0 ? null : given.join(', '),
      menu.length === 0 ? null : interpolate(check.outcomes.menu, { names: menu.map(entryName).join(' / ') }),
      flow === null ? null : interpolate(check.outcomes.flow, { flow: entryName(flow) }),
      opensCase ? check.outcomes.case : null,
      unanswered === null ? null : check.outcomes.unanswered,
    ].filter((each) => each !== null);
    return said.length === 0 ? check.outcomes.other : said.join('. ');
  };
}
