import { ownPage } from '../actions/session.ts';
import { useStrings } from '../strings.ts';
import { RouteLink } from './RouteLink.tsx';

/** Shown in place of a page that is not for somebody's role: the address was typed, or their role has changed. */
export function NotForYou() {
  const strings = useStrings().notForYou;
  return (
    <section class="page notforyou" aria-labelledby="notforyou-title">
      <header>
        <h1 id="notforyou-title">{strings.title}</h1>
      </header>
      <p>{strings.text}</p>
      <p>
        <RouteLink route={ownPage()} className="linkbutton">
          {strings.back}
        </RouteLink>
      </p>
    </section>
  );
}
