import { interpolate } from '../../../src/core/util/interpolate.ts';
import { ownPage } from '../actions/session.ts';
import { pageRoles } from '../model/pageAccess.ts';
import type { Route } from '../model/route.ts';
import { useLocale, useStrings } from '../strings.ts';
import { RouteLink } from './RouteLink.tsx';

/** Shown in place of a page that is not for somebody's role, with who may see it: the address was typed, or their role has changed. */
export function NotForYou({ page }: Pick<Route, 'page'>) {
  const { notForYou: strings, roles: names } = useStrings();
  const may = new Intl.ListFormat(useLocale(), { type: 'disjunction' });
  const roles = may.format(pageRoles[page].map((role) => names[role]));
  return (
    <section class="page notforyou" aria-labelledby="notforyou-title">
      <header>
        <h1 id="notforyou-title">{strings.title}</h1>
      </header>
      <p>{interpolate(strings.who, { roles })}</p>
      <p>{strings.text}</p>
      <p>
        <RouteLink route={ownPage()} className="linkbutton">
          {strings.back}
        </RouteLink>
      </p>
    </section>
  );
}
