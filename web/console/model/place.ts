/** Where one is in the console. */
export type Place =
  | { readonly page: 'inbox'; readonly code: string | null }
  | { readonly page: 'staff' }
  | { readonly page: 'hooks' }
  | { readonly page: 'readings' };

const root = '/console';

export function placeOf(path: string): Place {
  const [, page = '', code = ''] = path.slice(root.length).split('/');
  if (page === 'personal') return { page: 'staff' };
  if (page === 'lectures') return { page: 'readings' };
  if (page === 'ganxos') return { page: 'hooks' };
  return { page: 'inbox', code: page === 'cas' && code !== '' ? decodeURIComponent(code) : null };
}

export function pathOf(place: Place): string {
  if (place.page === 'staff') return `${root}/personal`;
  if (place.page === 'readings') return `${root}/lectures`;
  if (place.page === 'hooks') return `${root}/ganxos`;
  return place.code === null ? root : `${root}/cas/${encodeURIComponent(place.code)}`;
}
