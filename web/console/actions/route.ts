import { addressOf, filterIn } from '../model/filterAddress.ts';
import { pathOf, type Route, routeOf } from '../model/route.ts';
import { type Filter, state } from '../state.ts';
import { setFilter } from './inbox.ts';
import { keepFocus } from './keepFocus.ts';
import { closeSelectedCase, openSelectedCase } from './selectedCase.ts';

/** Goes to a route of the console, so that the browser's "back" returns here. */
export function go(route: Route): void {
  const path = pathOf(route);
  if (path !== location.pathname) history.pushState(null, '', path);
  arrive(route);
}

/** Shows the cases behind a number: all of them, narrowed. */
export function goToList(narrowed: Partial<Filter>): void {
  const address = addressOf(narrowed);
  history.pushState(null, '', address);
  followFilter();
  arrive({ page: 'inbox', code: null });
}

/** Follows the address, now and whenever "back" and "forward" change it. */
export function followAddress(): void {
  const follow = () => {
    followFilter();
    arrive(routeOf(location.pathname));
  };
  addEventListener('popstate', follow);
  follow();
}

/** Shows what the address names, where it names a filter. */
function followFilter(): void {
  const { pathname, search } = location;
  const filter = routeOf(pathname).page === 'inbox' ? filterIn(search) : null;
  if (filter === null) return;
  setFilter(filter);
  history.replaceState(null, '', pathname + search);
}

/** Whether something was shown before. */
let hasArrived = false;

function arrive(route: Route): void {
  // Where the list is in sight, the work goes on from the row of the case, else from the case.
  const row = `.row[href$="/${CSS.escape((route.page === 'inbox' ? route.code : null) ?? state.get().at ?? '')}"]`;
  // A page that opens moves nobody.
  const restoreFocus = hasArrived && route.page === 'inbox' ? keepFocus(row, '#case') : () => {};
  hasArrived = true;
  state.set({ route, dialog: null });
  const code = route.page === 'inbox' ? route.code : null;
  if (code === null) closeSelectedCase();
  else {
    state.set({ at: code });
    openSelectedCase(code);
  }
  restoreFocus();
}
