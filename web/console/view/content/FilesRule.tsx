import { useStrings } from '../../strings.ts';
import { RouteLink } from '../RouteLink.tsx';

/** Shown in place of pages of contents where these are files of the server: where they are changed, and what is done here all the same. */
export function FilesRule() {
  const strings = useStrings();
  const own = strings.content.filesRule;
  return (
    <section class="page" aria-labelledby="files-title">
      <header>
        <h1 id="files-title">{own.title}</h1>
      </header>
      <p>{own.text}</p>
      <p>{own.ask}</p>
      <p>
        <RouteLink route={{ page: 'announcements' }} className="linkbutton">
          {strings.announcements.title}
        </RouteLink>
      </p>
    </section>
  );
}
