/** A route of the console. */
export type Route =
  | { readonly page: 'inbox'; readonly code: string | null }
  | { readonly page: 'staff' }
  | { readonly page: 'hooks' }
  | { readonly page: 'readings' };

const root = '/console';

export function routeOf(path: string): Route {
  const [, page = '', code = ''] = path.slice(root.length).split('/');
  if (page === 'personal') return { page: 'staff' };
  if (page === 'lectures') return { page: 'readings' };
  if (page === 'ganxos') return { page: 'hooks' };
  return { page: 'inbox', code: page === 'cas' && code !== '' ? decodeURIComponent(code) : null };
}

export function pathOf(route: Route): string {
  if (route.page === 'staff') return `${root}/personal`;
  if (route.page === 'readings') return `${root}/lectures`;
  if (route.page === 'hooks') return `${root}/ganxos`;
  return route.code === null ? root : `${root}/cas/${encodeURIComponent(route.code)}`;
}
