/** A route of the console. */
export type Route =
  | { readonly page: 'inbox'; readonly code: string | null }
  | { readonly page: 'staff' }
  | { readonly page: 'hooks' }
  /** The city's ticket systems, and the cases in them. */
  | { readonly page: 'tickets' }
  | { readonly page: 'embed' }
  | { readonly page: 'departments' }
  | { readonly page: 'accounts' }
  | { readonly page: 'account'; readonly account: string }
  /** Asks for an account (null), or changes one. */
  | { readonly page: 'account-form'; readonly account: string | null }
  /** Messages that could not be delivered, of one account or (empty) of all. */
  | { readonly page: 'undelivered'; readonly account: string }
  /** How the person wants to be notified. */
  | { readonly page: 'notifying' }
  | { readonly page: 'readings' }
  | { readonly page: 'retention' }
  | { readonly page: 'rights' }
  /** Figures of the work, for who oversees it. */
  | { readonly page: 'board' }
  /** What the city announces, and when. */
  | { readonly page: 'announcements' }
  /** Labels and macros. */
  | { readonly page: 'tools' }
  /** What the bot says: the list, or one document by its id. */
  | { readonly page: 'content'; readonly document: string | null }
  | { readonly page: 'publish' }
  | { readonly page: 'unanswered' }
  | { readonly page: 'releases' };

const root = '/console';

export function routeOf(path: string): Route {
  const [, page = '', code = '', ...rest] = path.slice(root.length).split('/');
  if (page === 'personal') return { page: 'staff' };
  if (page === 'avisos') return { page: 'notifying' };
  if (page === 'lectures') return { page: 'readings' };
  if (page === 'conservacio') return { page: 'retention' };
  if (page === 'anuncis') return { page: 'announcements' };
  if (page === 'etiquetes') return { page: 'tools' };
  if (page === 'tauler') return { page: 'board' };
  if (page === 'drets') return { page: 'rights' };
  if (page === 'ganxos') return { page: 'hooks' };
  if (page === 'tiquets') return { page: 'tickets' };
  if (page === 'codi') return { page: 'embed' };
  if (page === 'departaments') return { page: 'departments' };
  if (page === 'canals') {
    const account = decodeURIComponent(rest[0] ?? '');
    if (code === 'nou') return { page: 'account-form', account: null };
    if (code !== 'compte' || account === '') return { page: 'accounts' };
    return rest[1] === 'edita' ? { page: 'account-form', account } : { page: 'account', account };
  }
  if (page === 'no-lliurats') return { page: 'undelivered', account: decodeURIComponent(code) };
  if (page === 'contingut') {
    if (code === 'publica') return { page: 'publish' };
    if (code === 'sense-resposta') return { page: 'unanswered' };
    if (code === 'historia') return { page: 'releases' };
    return { page: 'content', document: code === 'text' ? rest.map(decodeURIComponent).join('/') : null };
  }
  return { page: 'inbox', code: page === 'cas' && code !== '' ? decodeURIComponent(code) : null };
}

export function pathOf(route: Route): string {
  switch (route.page) {
    case 'staff':
      return `${root}/personal`;
    case 'notifying':
      return `${root}/avisos`;
    case 'readings':
      return `${root}/lectures`;
    case 'retention':
      return `${root}/conservacio`;
    case 'announcements':
      return `${root}/anuncis`;
    case 'tools':
      return `${root}/etiquetes`;
    case 'board':
      return `${root}/tauler`;
    case 'rights':
      return `${root}/drets`;
    case 'hooks':
      return `${root}/ganxos`;
    case 'tickets':
      return `${root}/tiquets`;
    case 'embed':
      return `${root}/codi`;
    case 'departments':
      return `${root}/departaments`;
    case 'accounts':
      return `${root}/canals`;
    case 'account':
      return `${root}/canals/compte/${encodeURIComponent(route.account)}`;
    case 'account-form':
      return route.account === null
        ? `${root}/canals/nou`
        : `${root}/canals/compte/${encodeURIComponent(route.account)}/edita`;
    case 'undelivered':
      return `${root}/no-lliurats${route.account === '' ? '' : `/${encodeURIComponent(route.account)}`}`;
    case 'publish':
      return `${root}/contingut/publica`;
    case 'unanswered':
      return `${root}/contingut/sense-resposta`;
    case 'releases':
      return `${root}/contingut/historia`;
    case 'content':
      return route.document === null
        ? `${root}/contingut`
        : `${root}/contingut/text/${route.document.split('/').map(encodeURIComponent).join('/')}`;
    default:
      return route.code === null ? root : `${root}/cas/${encodeURIComponent(route.code)}`;
  }
}
