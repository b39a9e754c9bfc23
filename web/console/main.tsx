import { render } from 'preact';
import { loadDrafts } from './actions/drafts.ts';
import { sendHeldOnLeaving } from './actions/held.ts';
import { readCounts, readList } from './actions/inbox.ts';
import { listenToKeys } from './actions/keyboard.ts';
import { followNews } from './actions/live.ts';
import { restoreNotifications } from './actions/notifications.ts';
import { restorePreferences } from './actions/preferences.ts';
import { keepPresent } from './actions/presence.ts';
import { followAddress } from './actions/route.ts';
import { answersPeople, isNotified, ownPage, readMe, readSetting, seesCases } from './actions/session.ts';
import { restoreSound } from './actions/sound.ts';
import { followNotifications, followSight, loadNotifications, writeTitle } from './actions/unread.ts';
import { loadViews } from './actions/views.ts';
import { goBackAfterSignIn } from './api.ts';
import { pathOf, routeOf } from './model/route.ts';
import { emptyList, state } from './state.ts';
import { pageLocale } from './strings.ts';
import './styles/console.css';
import { loadTexts } from './texts/index.ts';
import { App } from './view/App.tsx';
import { areaOfPage, loadArea } from './view/areas.ts';
import { NoEntry } from './view/NoEntry.tsx';

const root = document.getElementById('console');

async function start(into: HTMLElement): Promise<void> {
  // While the person is read: who goes to a page of an area may see it, but for addresses that were typed.
  const area = areaOfPage[routeOf(location.pathname).page];
  if (area !== null) void loadArea(area);
  await readMe();
  goBackAfterSignIn();
  restorePreferences();
  restoreNotifications();
  restoreSound();
  writeTitle();
  const home = pathOf({ page: 'inbox', code: null });
  const isHome = location.pathname === home && location.search === '';
  if (isHome || (!seesCases() && location.pathname === home)) history.replaceState(null, '', pathOf(ownPage()));
  followAddress();
  render(<App />, into);
  listenToKeys();
  keepPresent();
  sendHeldOnLeaving();
  setInterval(() => state.set({ now: Date.now() }), 20_000);
  if (!seesCases()) {
    state.set({ list: { ...emptyList, loading: null }, line: 'live' });
    if (isNotified()) followNotifications();
    return void readSetting();
  }
  const own = answersPeople() ? [loadNotifications(), loadDrafts()] : [];
  await Promise.all([readSetting(), readList('nothing'), readCounts(), loadViews(), ...own]);
  followNews();
  followSight();
}

if (root !== null) {
  start(root).catch(async (error) => {
    await loadTexts(pageLocale()).catch(() => {});
    render(<NoEntry error={error} />, root);
  });
}
