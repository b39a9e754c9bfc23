import { useEffect } from 'preact/hooks';
import type { DeskItem } from '../../../../src/content/desk/views.ts';
import type { EntryFigures } from '../../../../src/content/unanswered/views.ts';
import { locales } from '../../../../src/core/model/locale.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import { bulkStore, choose, unchoose } from '../../actions/content/bulk.ts';
import { contentStore, filterContent, readContentList } from '../../actions/content/list.ts';
import { figuresStore, readFigures } from '../../actions/content/unanswered.ts';
import { figuresOf, shownTimes, sortedBy } from '../../model/content/figures.ts';
import { type ContentFilter, daysAhead, expiresIn, shownItems } from '../../model/content/listFilter.ts';
import { useStore } from '../../observable.ts';
import { state, townDay } from '../../state.ts';
import { useLocale, useStrings } from '../../strings.ts';
import { showDay } from '../../townDates.ts';
import { Fault } from '../Fault.tsx';
import { Icon } from '../Icon.tsx';
import { nameOfAgent, nameOfDepartment } from '../names.ts';
import { RouteLink } from '../RouteLink.tsx';
import { SkeletonRows } from '../Skeleton.tsx';
import { BulkBar, BulkDone } from './BulkBar.tsx';
import { LocalDaysBanner } from './calendar/LocalDaysBanner.tsx';
import { documentName } from './documentName.ts';
import { StateTag } from './StateTag.tsx';

/** All that the bot says: services, and other texts. */
export function ContentList() {
  const strings = useStrings().content;
  const locale = useLocale();
  const { list, filter, fault } = useStore(contentStore, (value) => value);
  const today = useStore(state, townDay);
  const figures = useStore(figuresStore, (value) => value.byEntry);
  useEffect(() => {
    void readContentList();
    void readFigures();
  }, []);
  const mayWrite = useStore(state, ({ setting }) => setting?.editsContent === true);
  const items = list === null ? [] : sortedBy(filter.sort, shownItems(list.documents, filter, locale, today), figures);
  const drafts = list === null ? 0 : list.documents.filter((each) => each.state !== 'live').length;
  return (
    <section class="page wide" aria-labelledby="content-title" aria-busy={list === null && fault === null}>
      <header>
        <h1 id="content-title">{strings.listTitle}</h1>
        {mayWrite && (
          <div class="commands">
            {drafts > 0 && (
              <RouteLink route={{ page: 'publish' }} className="linkbutton">
                {interpolate(strings.draftCount, { n: drafts })}
              </RouteLink>
            )}
            {filter.kind === 'entry' && (
              <button type="button" onClick={() => state.set({ dialog: { kind: 'sheets' } })}>
                {strings.sheets.title}
              </button>
            )}
            <button
              type="button"
              class="button"
              onClick={() => state.set({ dialog: { kind: filter.kind === 'flow' ? 'new-flow' : 'new-entry' } })}
            >
              {filter.kind === 'flow' ? strings.flow.newFlow : strings.newEntry}
            </button>
          </div>
        )}
      </header>
      <Fault text={fault} />
      <LocalDaysBanner />
      <BulkDone />
      {fault === null && <Filters />}
      {list !== null && (
        <p class="hint" role="status">
          {interpolate(strings.found, { n: items.length })}
        </p>
      )}
      {items.length > 0 && filter.kind === 'entry' && <BulkBar items={items} />}
      {items.length > 0 && (
        <ul class={`contents ${filter.kind === 'entry' ? 'choosable' : ''}`}>
          {items.map((item) => (
            <Row key={item.id} item={item} today={today} figures={figuresOf(item, figures)} />
          ))}
        </ul>
      )}
      {list === null && fault === null && <SkeletonRows count={8} height={68} />}
      {list !== null && items.length === 0 && <p class="empty">{strings.none}</p>}
    </section>
  );
}

/** What expires within so many days stands out. */
const soonDays = 30;

function Row(props: { readonly item: DeskItem; readonly today: string; readonly figures: EntryFigures | null }) {
  const { item, today, figures } = props;
  const strings = useStrings();
  const locale = useLocale();
  const setting = useStore(state, (value) => value.setting);
  const missing = locales.filter((each) => !item.languages.includes(each));
  const left = expiresIn(item, today);
  const isChosen = useStore(bulkStore, ({ chosen }) => chosen.has(item.id));
  const name = documentName(item, strings, locale);
  return (
    <li>
      {item.kind === 'entry' && (
        <label class="choice">
          <input
            type="checkbox"
            aria-label={interpolate(strings.content.bulk.choose, { name })}
            checked={isChosen}
            onChange={({ currentTarget: { checked } }) => (checked ? choose : unchoose)([item.id])}
          />
        </label>
      )}
      <div>
        <RouteLink route={{ page: 'content', document: item.id }} className="contentlink">
          {name}
        </RouteLink>
        <p class="hint">
          {item.kind === 'file'
            ? item.id
            : [item.topic, item.department === null ? null : nameOfDepartment(setting, item.department, locale)]
                .filter((each) => each !== null)
                .join(' · ')}
          {item.draft !== null &&
            ` · ${interpolate(strings.content.draftBy, {
              name: item.draft.by === null ? strings.content.shippedBy : nameOfAgent(setting, item.draft.by),
            })}`}
        </p>
        {figures !== null && (
          <p class="asked">
            <span>{interpolate(strings.content.unanswered.asked, { n: figures.asked })}</span>
            <span>{interpolate(strings.content.unanswered.shown, { n: shownTimes(figures) })}</span>
            <span>{interpolate(strings.content.unanswered.refused, { n: figures.refused })}</span>
            {figures.useful + figures.useless > 0 && (
              <>
                <span>{interpolate(strings.content.unanswered.useful, { n: figures.useful })}</span>
                <span>{interpolate(strings.content.unanswered.useless, { n: figures.useless })}</span>
              </>
            )}
          </p>
        )}
      </div>
      <p class="marks">
        {(item.state !== 'live' || item.proposal !== null) && <StateTag item={item} />}
        {missing.length > 0 && (
          <span class="tag high">
            {interpolate(strings.content.missing, {
              languages: missing.map((each) => strings.languages[each]).join(', '),
            })}
          </span>
        )}
        {item.verified !== null && (
          <span class="hint">{interpolate(strings.content.verifiedOn, { day: showDay(item.verified, locale) })}</span>
        )}
        {item.validUntil !== null && (
          <span class="hint">{interpolate(strings.content.until, { day: showDay(item.validUntil, locale) })}</span>
        )}
        {left !== null && (
          <span class={left <= soonDays ? 'tag high' : 'hint'}>
            {left < 0
              ? strings.content.expiry.over
              : left < 2
                ? strings.content.expiry[left === 0 ? 'today' : 'tomorrow']
                : interpolate(strings.content.expiry.in, { days: left })}
          </span>
        )}
      </p>
    </li>
  );
}

function Filters() {
  const strings = useStrings();
  const locale = useLocale();
  const filter = useStore(contentStore, (value) => value.filter);
  const list = useStore(contentStore, (value) => value.list);
  const departments = useStore(state, ({ setting }) => setting?.departments ?? null) ?? [];
  const sorts: readonly ContentFilter['sort'][] = ['topic', 'asked', 'refused', 'useless', 'expiry'];
  const states: readonly ContentFilter['state'][] = [
    'any',
    'draft',
    'incomplete',
    ...(filter.kind === 'entry' ? (['expiring', 'expired'] as const) : []),
  ];
  return (
    <search class="contentfilters">
      <div class="search">
        <Icon name="search" />
        <input
          id="search"
          type="search"
          aria-label={strings.content.search}
          placeholder={strings.content.search}
          value={filter.search}
          onInput={({ currentTarget }) => filterContent({ search: currentTarget.value })}
        />
      </div>
      <select
        aria-label={strings.content.kindLabel}
        value={filter.kind}
        onChange={({ currentTarget: { value } }) =>
          filterContent({ kind: value as ContentFilter['kind'], topic: '', department: '', state: 'any' })
        }
      >
        <option value="entry">{strings.content.services}</option>
        <option value="flow">{strings.content.flow.flows}</option>
        <option value="file">{strings.content.otherTexts}</option>
      </select>
      <select
        aria-label={strings.status}
        value={filter.state}
        onChange={({ currentTarget: { value } }) => filterContent({ state: value as ContentFilter['state'] })}
      >
        {states.map((each) => (
          <option key={each} value={each}>
            {strings.content.filterStates[each]}
          </option>
        ))}
      </select>
      {filter.kind === 'entry' && (
        <>
          {filter.state === 'expiring' && (
            <select
              aria-label={strings.content.expiry.ahead}
              value={filter.days}
              onChange={({ currentTarget: { value } }) => filterContent({ days: Number(value) })}
            >
              {daysAhead.map((days) => (
                <option key={days} value={days}>
                  {interpolate(strings.content.expiry.within, { days })}
                </option>
              ))}
            </select>
          )}
          <select
            aria-label={strings.content.unanswered.sortLabel}
            value={filter.sort}
            onChange={({ currentTarget: { value } }) => filterContent({ sort: value as ContentFilter['sort'] })}
          >
            {sorts.map((each) => (
              <option key={each} value={each}>
                {strings.content.unanswered.sorts[each]}
              </option>
            ))}
          </select>
          <select
            aria-label={strings.content.topic}
            value={filter.topic}
            onChange={({ currentTarget: { value } }) => filterContent({ topic: value })}
          >
            <option value="">{strings.content.anyTopic}</option>
            {(list?.topics ?? []).map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
          <select
            aria-label={strings.department}
            value={filter.department}
            onChange={({ currentTarget: { value } }) => filterContent({ department: value })}
          >
            <option value="">{strings.anyDepartment}</option>
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name[locale]}
              </option>
            ))}
          </select>
        </>
      )}
    </search>
  );
}
