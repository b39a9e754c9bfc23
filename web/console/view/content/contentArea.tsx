import { useStore } from '../../observable.ts';
import { state } from '../../state.ts';
import { AnnouncementsPage } from '../announcements/AnnouncementsPage.tsx';
import { MoveDialog, NewAnnouncementDialog, WithdrawDialog } from '../announcements/announcementDialogs.tsx';
import type { Area, AreaDialogProps, AreaPageProps } from '../area.ts';
import { PageOutline } from '../Skeleton.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import { ContentList } from './ContentList.tsx';
import { DocumentPage } from './DocumentPage.tsx';
import { FilesRule } from './FilesRule.tsx';
import { NewFlowDialog } from './flow/NewFlowDialog.tsx';
import { NewEntryDialog } from './NewEntryDialog.tsx';
import { PublishPage } from './PublishPage.tsx';
import { ReleasesPage } from './ReleasesPage.tsx';
import { SheetsDialog } from './SheetsDialog.tsx';
import { UnansweredPage } from './UnansweredPage.tsx';
import { UseQuestionDialog } from './UseQuestionDialog.tsx';
import '../../styles/contentArea.css';

function AreaPage({ route }: AreaPageProps) {
  const isKnown = useStore(state, ({ isSettingRead }) => isSettingRead);
  const areFiles = useStore(state, ({ setting }) => setting?.editsContent === false);
  // Else pages would ask for contents that there are not, and show a fault for a moment.
  if (!isKnown) return <PageOutline />;
  if (areFiles && route.page !== 'announcements') return <FilesRule />;
  switch (route.page) {
    case 'content':
      return route.document === null ? <ContentList /> : <DocumentPage key={route.document} id={route.document} />;
    case 'publish':
      return <PublishPage />;
    case 'releases':
      return <ReleasesPage />;
    case 'unanswered':
      return <UnansweredPage />;
    case 'announcements':
      return <AnnouncementsPage />;
    default:
      return null;
  }
}

function AreaDialog({ dialog }: AreaDialogProps) {
  switch (dialog.kind) {
    case 'new-entry':
      return <NewEntryDialog />;
    case 'new-flow':
      return <NewFlowDialog />;
    case 'bulk':
      return <BulkDialog documents={dialog.documents} />;
    case 'sheets':
      return <SheetsDialog />;
    case 'use-question':
      return <UseQuestionDialog cluster={dialog.cluster} use={dialog.use} />;
    case 'new-announcement':
      return <NewAnnouncementDialog />;
    case 'move-announcement':
      return <MoveDialog id={dialog.id} title={dialog.title} day={dialog.day} />;
    case 'withdraw-announcement':
      return <WithdrawDialog id={dialog.id} title={dialog.title} />;
    default:
      return null;
  }
}

/** The pages of who writes what the bot and the city say. */
export const contentArea: Area = { AreaPage, AreaDialog };
