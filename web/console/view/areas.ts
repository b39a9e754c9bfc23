import type { Route } from '../model/route.ts';
import { createStore } from '../observable.ts';
import type { Dialog } from '../state.ts';
import type { Area } from './area.ts';

export type AreaName = 'content' | 'admin' | 'own' | 'seldom';

/** Each is a file of its own, which nobody loads before they go there. */
const files: Readonly<Record<AreaName, () => Promise<Area>>> = {
  content: async () => (await import('./content/contentArea.tsx')).contentArea,
  admin: async () => (await import('./admin/adminArea.tsx')).adminArea,
  own: async () => (await import('./own/ownArea.tsx')).ownArea,
  seldom: async () => (await import('./seldomArea.tsx')).seldomArea,
};

/** The area of a page; null: the page comes with the console. */
export const areaOfPage: Readonly<Record<Route['page'], AreaName | null>> = {
  inbox: null,
  content: 'content',
  announcements: 'content',
  unanswered: 'content',
  publish: 'content',
  releases: 'content',
  notifying: 'own',
  board: 'admin',
  readings: 'admin',
  rights: 'admin',
  tools: 'admin',
  staff: 'admin',
  accounts: 'admin',
  account: 'admin',
  'account-form': 'admin',
  undelivered: 'admin',
  retention: 'admin',
  embed: 'admin',
  departments: 'admin',
  hooks: 'admin',
  tickets: 'admin',
};

/** The area of a dialog; those that are missing come with the console. */
export const areaOfDialog: Readonly<Partial<Record<Dialog['kind'], AreaName>>> = {
  absence: 'seldom',
  macro: 'seldom',
  merge: 'seldom',
  'merge-into': 'seldom',
  publish: 'seldom',
  'publish-note': 'seldom',
  unpublish: 'seldom',
  weigh: 'seldom',
  hold: 'seldom',
  'new-entry': 'content',
  'new-flow': 'content',
  bulk: 'content',
  sheets: 'content',
  'use-question': 'content',
  'new-announcement': 'content',
  'move-announcement': 'content',
  'withdraw-announcement': 'content',
  invite: 'admin',
  staff: 'admin',
  access: 'admin',
  invited: 'admin',
  'import-staff': 'admin',
  'operator-key': 'admin',
  crisis: 'admin',
  'account-step': 'admin',
  'rights-open': 'admin',
  'rights-answer': 'admin',
  'rights-extend': 'admin',
  'rights-unrestrict': 'admin',
};

/** What is known of an area: its components, or that they could not be loaded; nothing while nobody wanted it, or it is on its way. */
export const areas = createStore<Readonly<Partial<Record<AreaName, Area | 'failed'>>>>({});

/** Loads an area, once. Failures are kept until the page is loaded again, since browsers may keep them too. */
export async function loadArea(name: AreaName): Promise<void> {
  if (areas.get()[name] !== undefined) return;
  const area = await files[name]().catch(() => 'failed' as const);
  areas.set({ [name]: area });
}
