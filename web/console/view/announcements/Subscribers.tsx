import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { CountsView, SubscribersView } from '../../../../src/http/api/wireAnnouncements.ts';
import { announcementStore, readSubscribers } from '../../actions/announcements.ts';
import { useStore } from '../../observable.ts';
import { named, useLocale, useStrings } from '../../strings.ts';
import { fullDate } from '../Deadline.tsx';
import { titleIn } from './announcementNames.ts';

const tables = ['state', 'channel', 'locale', 'pace', 'alert', 'topic', 'neighbourhood'] as const;
const fates = ['reached', 'failed', 'waiting', 'paused'] as const;

/** How many subscribe to announcements, and of which: numbers alone, small ones put together. */
export function Subscribers() {
  const { subscribers: own } = useStrings().announcements;
  const locale = useLocale();
  const view = useStore(announcementStore, ({ subscribers }) => subscribers);
  return (
    <details
      class="fold subscribers"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) void readSubscribers();
      }}
    >
      <summary>{own.title}</summary>
      {view === null ? (
        <p class="hint" role="status">
          {own.reading}
        </p>
      ) : (
        <>
          <p class="hint">{interpolate(own.hint, { n: view.smallest, at: fullDate(view.at, locale) })}</p>
          <div class="tables">
            {tables.map((table) => (
              <Counts key={table} view={view} table={table} />
            ))}
          </div>
          <Fates view={view} />
        </>
      )}
    </details>
  );
}

function Counts({ view, table }: { readonly view: SubscribersView; readonly table: (typeof tables)[number] }) {
  const strings = useStrings();
  const { subscribers: own } = strings.announcements;
  const locale = useLocale();
  const counts = view.tables[table];
  const nameOf = (cell: string): string => {
    switch (table) {
      case 'channel':
        return named({ ...strings.channels.names, email: own.email }, cell);
      case 'locale':
        return named(strings.languages, cell);
      case 'state':
        return named(own.states, cell);
      case 'pace':
        return named(own.paces, cell);
      case 'alert':
        return view.alerts.find(({ id }) => id === cell)?.title[locale] ?? cell;
      case 'topic':
        return cell === '*' ? own.allTopics : cell;
      case 'neighbourhood':
        return cell === '*' ? own.wholeTown : (view.neighbourhoods.find(({ id }) => id === cell)?.name ?? cell);
    }
  };
  const cells = Object.entries(counts.cells).sort(([, one], [, other]) => other - one);
  return (
    <table class="figures">
      <caption>{own.by[table]}</caption>
      <tbody>
        {cells.map(([cell, count]) => (
          <tr key={cell}>
            <th scope="row">{nameOf(cell)}</th>
            <td class="number">{count}</td>
          </tr>
        ))}
        {counts.others > 0 && (
          <tr>
            <th scope="row">{own.others}</th>
            <td class="number">{counts.others}</td>
          </tr>
        )}
        {cells.length === 0 && counts.others === 0 && (
          <tr>
            <td colspan={2}>{sayTotal(counts, view, own)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function sayTotal({ total }: CountsView, { smallest }: SubscribersView, own: { nobody: string; few: string }): string {
  return total === 0 ? own.nobody : interpolate(own.few, { n: smallest });
}

/** What became of each announcement that went out. */
function Fates({ view }: { readonly view: SubscribersView }) {
  const { subscribers: own } = useStrings().announcements;
  const locale = useLocale();
  if (view.announcements.length === 0) return <p class="hint">{own.noneOut}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
    <section class="scrolled" aria-label={own.ofAnnouncements} tabIndex={0}>
      <table class="figures fates">
        <caption>{own.ofAnnouncements}</caption>
        <thead>
          <tr>
            <th scope="col">{own.announcement}</th>
            {fates.map((fate) => (
              <th key={fate} scope="col" class="number">
                {own.fates[fate]}
              </th>
            ))}
            <th scope="col" class="number">
              {own.othersTogether}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.announcements.map(({ id, title, fates: counts }) => {
            const isShown = Object.keys(counts.cells).length > 0;
            return (
              <tr key={id}>
                <th scope="row">{titleIn({ title }, id, locale)}</th>
                {isShown || counts.others > 0 ? (
                  <>
                    {fates.map((fate) => (
                      <td key={fate} class="number">
                        {counts.cells[fate] ?? (counts.others > 0 ? '·' : 0)}
                      </td>
                    ))}
                    <td class="number">{counts.others > 0 ? counts.others : ''}</td>
                  </>
                ) : (
                  <td colspan={fates.length + 1}>{sayTotal(counts, view, own)}</td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
