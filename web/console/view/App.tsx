import { maySee } from '../actions/session.ts';
import type { Route } from '../model/route.ts';
import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { useStrings } from '../strings.ts';
import { AttributeMenu } from './AttributeMenus.tsx';
import { AccountFormPage } from './admin/AccountForm.tsx';
import { AccountsPage } from './admin/AccountsPage.tsx';
import { ChannelAccountPage } from './admin/ChannelAccountPage.tsx';
import { ConnectionsPage } from './admin/ConnectionsPage.tsx';
import { DepartmentsPage } from './admin/DepartmentsPage.tsx';
import { EmbedPage } from './admin/EmbedPage.tsx';
import { RetentionPage } from './admin/RetentionPage.tsx';
import { StaffPage } from './admin/StaffPage.tsx';
import { TicketsPage } from './admin/TicketsPage.tsx';
import { UndeliveredPage } from './admin/UndeliveredPage.tsx';
import { AnnouncementsPage } from './announcements/AnnouncementsPage.tsx';
import { BoardPage } from './board/BoardPage.tsx';
import { Conversation } from './Conversation.tsx';
import { ContentList } from './content/ContentList.tsx';
import { DocumentPage } from './content/DocumentPage.tsx';
import { PublishPage } from './content/PublishPage.tsx';
import { ReleasesPage } from './content/ReleasesPage.tsx';
import { UnansweredPage } from './content/UnansweredPage.tsx';
import { Dialogs } from './Dialogs.tsx';
import { Held } from './Held.tsx';
import { Inbox } from './Inbox.tsx';
import { NotForYou } from './NotForYou.tsx';
import { Queues } from './Queues.tsx';
import { ReadingsPage } from './ReadingsPage.tsx';
import { RightsPage } from './rights/RightsPage.tsx';
import { TopBar } from './TopBar.tsx';
import { ToolsPage } from './tools/ToolsPage.tsx';

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
      <main>{isForMe ? <Page route={route} /> : <NotForYou />}</main>
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
  switch (route.page) {
    case 'inbox':
      return (
        <>
          <Inbox />
          <div id="case" class="case" tabIndex={-1}>
            <Conversation />
          </div>
          <AttributeMenu />
        </>
      );
    case 'content':
      return route.document === null ? <ContentList /> : <DocumentPage key={route.document} id={route.document} />;
    case 'staff':
      return <StaffPage />;
    case 'accounts':
      return <AccountsPage />;
    case 'account':
      return <ChannelAccountPage id={route.account} />;
    case 'account-form':
      return <AccountFormPage id={route.account} />;
    case 'undelivered':
      return <UndeliveredPage account={route.account} />;
    case 'hooks':
      return <ConnectionsPage />;
    case 'tickets':
      return <TicketsPage />;
    case 'embed':
      return <EmbedPage />;
    case 'departments':
      return <DepartmentsPage />;
    case 'retention':
      return <RetentionPage />;
    case 'rights':
      return <RightsPage />;
    case 'announcements':
      return <AnnouncementsPage />;
    case 'tools':
      return <ToolsPage />;
    case 'board':
      return <BoardPage />;
    case 'readings':
      return <ReadingsPage />;
    case 'publish':
      return <PublishPage />;
    case 'releases':
      return <ReleasesPage />;
    case 'unanswered':
      return <UnansweredPage />;
  }
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
