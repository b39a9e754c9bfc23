import type { Area, AreaDialogProps, AreaPageProps } from '../area.ts';
import { BoardPage } from '../board/BoardPage.tsx';
import { OperatorKeyDialog } from '../OperatorKeyDialog.tsx';
import { ReadingsPage } from '../ReadingsPage.tsx';
import { RightsPage } from '../rights/RightsPage.tsx';
import { AnswerDialog, OpenRequestDialog, StepDialog } from '../rights/rightsDialogs.tsx';
import { ToolsPage } from '../tools/ToolsPage.tsx';
import { AccessDialog } from './AccessDialog.tsx';
import { AccountFormPage } from './AccountForm.tsx';
import { AccountsPage } from './AccountsPage.tsx';
import { AccountStepDialog, CrisisDialog } from './accountDialogs.tsx';
import { ChannelAccountPage } from './ChannelAccountPage.tsx';
import { ConnectionsPage } from './ConnectionsPage.tsx';
import { DepartmentsPage } from './DepartmentsPage.tsx';
import { EmbedPage } from './EmbedPage.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { RetentionPage } from './RetentionPage.tsx';
import { InvitedDialog, StaffDialog } from './StaffDialog.tsx';
import { StaffPage } from './StaffPage.tsx';
import { TicketsPage } from './TicketsPage.tsx';
import { UndeliveredPage } from './UndeliveredPage.tsx';

function AreaPage({ route }: AreaPageProps) {
  switch (route.page) {
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
    case 'tools':
      return <ToolsPage />;
    case 'board':
      return <BoardPage />;
    case 'readings':
      return <ReadingsPage />;
    default:
      return null;
  }
}

function AreaDialog({ dialog }: AreaDialogProps) {
  switch (dialog.kind) {
    case 'invite':
      return <StaffDialog id={null} />;
    case 'staff':
      return <StaffDialog id={dialog.id} />;
    case 'access':
      return <AccessDialog id={dialog.id} />;
    case 'invited':
      return <InvitedDialog {...dialog} />;
    case 'import-staff':
      return <ImportDialog />;
    case 'operator-key':
      return <OperatorKeyDialog />;
    case 'crisis':
      return <CrisisDialog />;
    case 'account-step':
      return <AccountStepDialog id={dialog.id} step={dialog.step} />;
    case 'rights-open':
      return <OpenRequestDialog />;
    case 'rights-answer':
      return <AnswerDialog id={dialog.id} />;
    case 'rights-extend':
    case 'rights-unrestrict':
      return <StepDialog id={dialog.id} step={dialog.kind === 'rights-extend' ? 'extend' : 'unrestrict'} />;
    default:
      return null;
  }
}

/** The pages of who leads, oversees and administers. */
export const adminArea: Area = { AreaPage, AreaDialog };
