import { maySee } from '../actions/session.ts';
import type { Route } from '../model/route.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { AreaPageView } from './AreaView.tsx';
import { AttributeMenu } from './AttributeMenus.tsx';
import { areaOfPage } from './areas.ts';
import { Conversation } from './Conversation.tsx';
import { Dialogs } from './Dialogs.tsx';
import { Held } from './Held.tsx';
import { Inbox } from './Inbox.tsx';
import { NotForYou } from './NotForYou.tsx';
import { Queues } from './Queues.tsx';
import { TopBar } from './TopBar.tsx';

/** The whole page. */
export function App() {
  const strings = useStrings();
  const route = useStore(state, (value) => value.route);
  const isForMe = useStore(state, ({ me }) => me !== null && maySee(route.page));
  const hasDialog = useStore(state, (value) => value.dialog !== null);
  return (
    <div class={`desk at-${route.page} ${route.page === 'inbox' && route.code !== null ? 'reading' : ''}`}>
      {route.page === 'inbox' && route.code !== null && isForMe && (
        <a class="skip" href="#case">
          {strings.skip}
        </a>
      )}
      <TopBar />
      <Line />
      <Queues />
      <main>{isForMe ? <Page route={route} /> : <NotForYou page={route.page} />}</main>
      {hasDialog && <Dialogs />}
      <div class="toasts">
        <Toast />
        <Held />
      </div>
      <Announcements />
    </div>
  );
}

/** The page that the address names. */
function Page({ route }: { readonly route: Route }) {
  const area = areaOfPage[route.page];
  if (area !== null) return <AreaPageView area={area} route={route} />;
  return (
    <>
      <Inbox />
      <div id="case" class="case" tabIndex={-1}>
        <Conversation />
      </div>
      <AttributeMenu />
    </>
  );
}

/** Says that the page may be out of date. */
function Line() {
  const strings = useStrings();
  const line = useStore(state, (value) => value.line);
  return line === 'lost' ? <p class="line">{strings.lineLost}</p> : null;
}

function Toast() {
  const toast = useStore(state, (value) => value.toast);
  return toast === null ? null : (
    <p key={toast.id} class={`toast ${toast.tone}`} aria-hidden="true">
      {toast.text}
    </p>
  );
}

/** Each announcement is a new paragraph, so that a repeated text is read again. */
function Announcements() {
  const announced = useStore(state, (value) => value.announced);
  return (
    <div class="hidden" aria-live="polite">
      {announced.text !== '' && <p key={announced.id}>{announced.text}</p>}
    </div>
  );
}
