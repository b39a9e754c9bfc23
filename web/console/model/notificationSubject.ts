import type { Route } from './route.ts';

/** What a notification is about. */
interface NotificationSubject {
  readonly about: 'case' | 'service' | 'services';
  /** A case's code or a service's id; null: it is about those of a department. */
  readonly name: string | null;
  /** Where the person sees it. */
  readonly route: Route;
  /** The page that everybody may see; null: there is none. */
  readonly publicPage: string | null;
  /** The department whose services it is about; null: another subject. */
  readonly department: string | null;
}

/** Reads the code of a notification: of a case, of a document, or `content/` and a department. */
export function subjectOf(code: string): NotificationSubject {
  const entry = /^faq\/[^/]+\/(.+)$/.exec(code)?.[1];
  if (entry !== undefined) {
    const route = { page: 'content', document: code } as const;
    const publicPage = `/temes/${encodeURIComponent(entry)}`;
    return { about: 'service', name: entry, route, publicPage, department: null };
  }
  const department = /^content\/(.+)$/.exec(code)?.[1];
  if (department !== undefined) {
    const route = { page: 'content', document: null } as const;
    return { about: 'services', name: null, route, publicPage: '/temes', department };
  }
  return { about: 'case', name: code, route: { page: 'inbox', code }, publicPage: null, department: null };
}
