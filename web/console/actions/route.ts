import { pathOf, type Route, routeOf } from '../model/route.ts';
import { state } from '../state.ts';
import { closeSelectedCase, openSelectedCase } from './selectedCase.ts';

/** Goes to a route of the console, so that the browser's "back" returns here. */
export function go(route: Route): void {
  const path = pathOf(route);
  if (path !== location.pathname) history.pushState(null, '', path);
  arrive(route);
}

/** Follows the address, now and whenever "back" and "forward" change it. */
export function followAddress(): void {
  addEventListener('popstate', () => arrive(routeOf(location.pathname)));
  arrive(routeOf(location.pathname));
}

function arrive(route: Route): void {
  state.set({ route, dialog: null });
  const code = route.page === 'inbox' ? route.code : null;
  if (code === null) closeSelectedCase();
  else {
    state.set({ at: code });
    openSelectedCase(code);
  }
}
