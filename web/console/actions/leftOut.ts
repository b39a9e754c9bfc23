import { interpolate } from '../../../src/core/util/interpolate.ts';
import { state } from '../state.ts';
import { stringsNow } from '../strings.ts';
import { toast } from './announce.ts';

/*
 * Cases in which nothing was done because the page was left: the person is told when they are back. It is kept for the tab, until
 * they sign out.
 */

const key = 'finestreta.console.leftOut';
/** Most codes that are named. */
const mostNamed = 20;

/** Keeps which cases were left out. */
export function keepLeftOut(codes: readonly string[]): void {
  if (codes.length > 0) sessionStorage.setItem(key, JSON.stringify({ agent: state.get().me?.id, codes }));
}

/** Says in which cases nothing was done. */
export function sayLeftOut(): void {
  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (kept === null) return;
  const { agent, codes } = JSON.parse(kept) as { readonly agent: string; readonly codes: readonly string[] };
  if (agent !== state.get().me?.id) return;
  const named = [...codes.slice(0, mostNamed), ...(codes.length > mostNamed ? ['…'] : [])].join(', ');
  toast(interpolate(stringsNow().leftOut, { n: codes.length, codes: named }), 'bad');
}
