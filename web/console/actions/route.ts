import { type Place, pathOf, placeOf } from '../model/place.ts';
import { state } from '../state.ts';
import { closeMatter, openMatter } from './matter.ts';

/** Goes somewhere in the console, so that the browser's "back" comes here again. */
export function go(place: Place): void {
  const path = pathOf(place);
  if (path !== location.pathname) history.pushState(null, '', path);
  arrive(place);
}

/** Follows the address, now and whenever "back" and "forward" change it. */
export function followAddress(): void {
  addEventListener('popstate', () => arrive(placeOf(location.pathname)));
  arrive(placeOf(location.pathname));
}

function arrive(place: Place): void {
  state.set({ place, dialog: null });
  const code = place.page === 'inbox' ? place.code : null;
  if (code === null) closeMatter();
  else {
    state.set({ at: code });
    openMatter(code);
  }
}
