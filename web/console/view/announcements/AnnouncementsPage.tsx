import { useEffect } from 'preact/hooks';
import { isOccurrence } from '../../../../src/core/model/announcements/recurrence.ts';
import { interpolate } from '../../../../src/core/util/interpolate.ts';
import type { AnnouncementStage } from '../../../../src/http/api/wireAnnouncements.ts';
import { announcementStore, readAnnouncements, showHistory } from '../../actions/announcements.ts';
import { contentStore, readContentList } from '../../actions/content/list.ts';
import { useStore } from '../../observable.ts';
import { state, townDay } from '../../state.ts';
import { useStrings } from '../../strings.ts';
import { Fault } from '../Fault.tsx';
import { RouteLink } from '../RouteLink.tsx';
import { SkeletonRows } from '../Skeleton.tsx';
import { AnnouncementCard } from './AnnouncementCard.tsx';
import { MonthView } from './MonthView.tsx';
import { Subscribers } from './Subscribers.tsx';

/** Milliseconds after which an open page reads again what became of announcements. */
const freshMs = 15_000;

/** What needs a person first. */
const stages: readonly AnnouncementStage[] = ['held', 'draft', 'scheduled', 'published', 'withdrawn', 'over'];

/** What the city announces: by stage, and as a month. */
export function AnnouncementsPage() {
  const strings = useStrings();
  const own = strings.announcements;
  const { month, week, list, fault } = useStore(announcementStore, (value) => value);
  useEffect(() => {
    const now = townDay(state.get()).slice(0, 7);
    void readAnnouncements(announcementStore.get().month || now);
    if (contentStore.get().list === null) void readContentList();
    const again = () => document.visibilityState === 'visible' && void readAnnouncements(announcementStore.get().month);
    const timer = setInterval(again, freshMs);
    return () => {
      clearInterval(timer);
      void showHistory(null);
    };
  }, []);
  const mayWrite = useStore(state, ({ setting }) => setting?.editsContent === true);
  return (
    <section
      class="page announcements"
      aria-labelledby="announcements-title"
      aria-busy={list === null && fault === null}
    >
      <header>
        <h1 id="announcements-title">{own.title}</h1>
        {mayWrite && (
          <div class="commands">
            <button type="button" class="button" onClick={() => state.set({ dialog: { kind: 'new-announcement' } })}>
              {own.new}
            </button>
            <RouteLink route={{ page: 'publish' }} className="linkbutton">
              {strings.content.publish.title}
            </RouteLink>
          </div>
        )}
      </header>
      <p class="hint">{own.hint}</p>
      <Fault text={fault} />
      {list === null && fault === null && <SkeletonRows count={3} height={120} />}
      {list?.crisis === true && (
        <p class="banner" role="status">
          {own.crisis}
        </p>
      )}
      {list !== null && list.announcements.length === 0 && <p class="empty">{own.none}</p>}
      {list !== null &&
        stages.map((stage) => {
          // Of what repeats the whole is shown, and what went out of it.
          const all = list.announcements.filter(
            ({ id, stage: at }) => at === stage && !(isOccurrence(id) && (at === 'scheduled' || at === 'held')),
          );
          const cards = all.map((each) => <AnnouncementCard key={each.id} view={each} list={list} />);
          const title = interpolate(own.count, { stage: own.stages[stage], n: all.length });
          if (all.length === 0) return null;
          // What is over is there for who looks for it.
          if (stage === 'over' || stage === 'withdrawn') {
            return (
              <details key={stage} class="fold">
                <summary>{title}</summary>
                <ul class="cards">{cards}</ul>
              </details>
            );
          }
          return (
            <section key={stage} aria-labelledby={`stage-${stage}`}>
              <h2 id={`stage-${stage}`}>{title}</h2>
              <ul class="cards">{cards}</ul>
            </section>
          );
        })}
      {list !== null && <MonthView month={month} week={week} list={list} />}
      <Subscribers />
    </section>
  );
}
