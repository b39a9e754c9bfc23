import { useEffect, useRef } from 'preact/hooks';
import { administrators, hasRole, leaders } from '../../../src/core/cases/policy.ts';
import { overseers } from '../../../src/core/model/agent.ts';
import { queues } from '../../../src/http/api/wireRead.ts';
import { setFilter } from '../actions/inbox.ts';
import { go } from '../actions/route.ts';
import { mayEdit, seesCases } from '../actions/session.ts';
import type { Route } from '../model/route.ts';
import { useStore } from '../observable.ts';
import { type Filter, noFilters, state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { RouteLink } from './RouteLink.tsx';

/** The queues with their numbers of cases, and the pages for administrators. */
export function Queues() {
  const strings = useStrings();
  const counts = useStore(state, (value) => value.counts);
  const filter = useStore(state, (value) => value.filter);
  const views = useStore(state, (value) => value.views);
  const { queue } = filter;
  const page = useStore(state, (value) => value.route.page);
  const isOverseer = useStore(state, ({ me }) => me !== null && hasRole(me, overseers));
  const isAdministrator = useStore(state, ({ me }) => me !== null && hasRole(me, administrators));
  const leads = useStore(state, ({ me }) => me !== null && hasRole(me, leaders));
  const isAgent = useStore(state, ({ me }) => me !== null && seesCases());
  const isEditor = useStore(state, ({ me }) => me !== null && mayEdit());
  const isView = views.some((view) => isSameView(view.filter, filter));
  const shown = queues.filter((each) => each !== 'proposed' || leads);
  const nav = useRef<HTMLElement>(null);
  const hasCounts = counts !== null;
  // It scrolls, on a phone from side to side: where one is must be in sight, also once numbers and views have moved it on.
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current === null || current == null) return;
    nav.current.scrollLeft = current.offsetLeft - (nav.current.clientWidth - current.offsetWidth) / 2;
    current.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [page, isAdministrator, isEditor, hasCounts, views.length]);
  return (
    <nav ref={nav} class="queues" aria-label={isAgent ? strings.queuesLabel : strings.content.title}>
      {isAgent && (
        <ul>
          {shown.map((each) => (
            <li key={each}>
              <button
                type="button"
                class={(each === 'breached' || each === 'proposed') && (counts?.[each] ?? 0) > 0 ? 'alarm' : ''}
                aria-current={page === 'inbox' && each === queue && !isView ? 'true' : undefined}
                onClick={() => {
                  if (page !== 'inbox') go({ page: 'inbox', code: null });
                  setFilter(isView ? { status: 'pending', order: 'due', ...noFilters, queue: each } : { queue: each });
                }}
              >
                <span>{strings.queues[each]}</span>
                <span class="count">{counts?.[each] ?? '·'}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {views.length > 0 && (
        <ul class="admin" aria-label={strings.views}>
          {views.map(({ id, name, filter: of }) => (
            <li key={id}>
              <button
                type="button"
                aria-current={page === 'inbox' && isSameView(of, filter) ? 'true' : undefined}
                onClick={() => {
                  if (page !== 'inbox') go({ page: 'inbox', code: null });
                  setFilter(of);
                }}
              >
                <span>{name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {isEditor && (
        <ul class={isAgent ? 'admin' : ''}>
          <Link route={{ page: 'content', document: null }} text={strings.content.title} />
          <Link route={{ page: 'announcements' }} text={strings.announcements.title} />
          <Link route={{ page: 'unanswered' }} text={strings.content.unanswered.title} />
          <Link route={{ page: 'publish' }} text={strings.content.publish.title} />
          <Link route={{ page: 'releases' }} text={strings.content.history.title} />
        </ul>
      )}
      {isOverseer && (
        <ul class="admin">
          <Link route={{ page: 'board' }} text={strings.board.title} />
          <li>
            <a href="/console/informe">{strings.monthlyReport}</a>
          </li>
          {leads && <Link route={{ page: 'tools' }} text={strings.tools.title} />}
          <Link route={{ page: 'readings' }} text={strings.readings.title} />
          <Link route={{ page: 'rights' }} text={strings.rights.title} />
          {isAdministrator && <Link route={{ page: 'staff' }} text={strings.staff} />}
          {isAdministrator && <Link route={{ page: 'accounts' }} text={strings.channels.title} />}
          {isAdministrator && <Link route={{ page: 'undelivered', account: '' }} text={strings.undelivered.title} />}
          {isAdministrator && <Link route={{ page: 'retention' }} text={strings.retention.title} />}
          {isAdministrator && <Link route={{ page: 'embed' }} text={strings.embed.title} />}
          {isAdministrator && <Link route={{ page: 'departments' }} text={strings.departmentsPage.title} />}
          {isAdministrator && <Link route={{ page: 'hooks' }} text={strings.connections.title} />}
          {isAdministrator && <Link route={{ page: 'tickets' }} text={strings.ticket.page.title} />}
        </ul>
      )}
    </nav>
  );
}

/** Whether a view shows what the list shows. */
function isSameView(view: Filter, filter: Filter): boolean {
  return (Object.keys(view) as (keyof Filter)[]).every((name) => view[name] === filter[name]);
}

function Link({ route, text }: { readonly route: Route; readonly text: string }) {
  const page = useStore(state, (value) => value.route.page);
  return (
    <li>
      <RouteLink route={route} isCurrent={page === route.page}>
        {text}
      </RouteLink>
    </li>
  );
}
