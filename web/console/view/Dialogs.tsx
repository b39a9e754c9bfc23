import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { AbsenceDialog } from './AbsenceDialog.tsx';
import { AccessDialog } from './admin/AccessDialog.tsx';
import { AccountStepDialog, CrisisDialog } from './admin/accountDialogs.tsx';
import { ImportDialog } from './admin/ImportDialog.tsx';
import { InvitedDialog, StaffDialog } from './admin/StaffDialog.tsx';
import { MoveDialog, NewAnnouncementDialog, WithdrawDialog } from './announcements/announcementDialogs.tsx';
import { ContactNoteDialog } from './ContactNotes.tsx';
import {
  CloseDialog,
  DecideDialog,
  GlassDialog,
  PriorityDialog,
  ProposeDialog,
  SnoozeDialog,
} from './commandDialogs.tsx';
import { BulkDialog } from './content/BulkDialog.tsx';
import { NewFlowDialog } from './content/flow/NewFlowDialog.tsx';
import { NewEntryDialog } from './content/NewEntryDialog.tsx';
import { SheetsDialog } from './content/SheetsDialog.tsx';
import { UseQuestionDialog } from './content/UseQuestionDialog.tsx';
import { PhotoDialog } from './FileList.tsx';
import { Help } from './Help.tsx';
import { HoldDialog } from './HoldDialog.tsx';
import { LabelDialog } from './LabelDialog.tsx';
import { NotificationsDialog } from './NotificationsDialog.tsx';
import { OperatorKeyDialog } from './OperatorKeyDialog.tsx';
import { PublishDialog, PublishNoteDialog, UnpublishDialog } from './PublishDialogs.tsx';
import { CannedPicker, EntryPicker, MacroPicker, MergePicker, Palette, TransferPicker } from './pickers.tsx';
import { AnswerDialog, OpenRequestDialog, StepDialog } from './rights/rightsDialogs.tsx';
import { TransferAwayDialog } from './TransferAwayDialog.tsx';
import { ViewsDialog } from './ViewsDialog.tsx';
import { WeighDialog } from './WeighDialog.tsx';

/** The open dialog, one at a time. */
export function Dialogs() {
  const dialog = useStore(state, (value) => value.dialog);
  const hasLabels = useStore(state, ({ setting }) => (setting?.labels.length ?? 0) > 0);
  switch (dialog?.kind) {
    case 'palette':
      return <Palette />;
    case 'contact-note':
      return <ContactNoteDialog />;
    case 'absence':
      return <AbsenceDialog of={dialog.agent ?? null} />;
    case 'save-view':
      return <ViewsDialog />;
    case 'notifications':
      return <NotificationsDialog />;
    case 'help':
      return <Help />;
    case 'canned':
      return <CannedPicker />;
    case 'entries':
      return <EntryPicker />;
    case 'transfer':
      return <TransferPicker />;
    case 'transfer-away':
      return <TransferAwayDialog agent={dialog.agent} />;
    case 'merge':
      return <MergePicker />;
    case 'close':
      return <CloseDialog />;
    case 'snooze':
      return <SnoozeDialog />;
    case 'priority':
      return dialog.all === true ? <PriorityDialog /> : null;
    case 'label':
      return dialog.all === true || !hasLabels ? <LabelDialog /> : null;
    case 'macro':
      return <MacroPicker />;
    case 'publish':
      return <PublishDialog />;
    case 'publish-note':
      return <PublishNoteDialog />;
    case 'unpublish':
      return <UnpublishDialog />;
    case 'weigh':
      return <WeighDialog />;
    case 'glass':
      return <GlassDialog />;
    case 'photo':
      return <PhotoDialog name={dialog.name} address={dialog.address} />;
    case 'hold':
      return <HoldDialog lifts={dialog.lifts} />;
    case 'rights-open':
      return <OpenRequestDialog />;
    case 'rights-answer':
      return <AnswerDialog id={dialog.id} />;
    case 'rights-extend':
    case 'rights-unrestrict':
      return <StepDialog id={dialog.id} step={dialog.kind === 'rights-extend' ? 'extend' : 'unrestrict'} />;
    case 'propose':
      return <ProposeDialog evidence={dialog.evidence} />;
    case 'decide':
      return <DecideDialog proposal={dialog.proposal} accept={dialog.accept} />;
    case 'invite':
      return <StaffDialog id={null} />;
    case 'new-entry':
      return <NewEntryDialog />;
    case 'bulk':
      return <BulkDialog documents={dialog.documents} />;
    case 'sheets':
      return <SheetsDialog />;
    case 'new-announcement':
      return <NewAnnouncementDialog />;
    case 'move-announcement':
      return <MoveDialog id={dialog.id} title={dialog.title} day={dialog.day} />;
    case 'withdraw-announcement':
      return <WithdrawDialog id={dialog.id} title={dialog.title} />;
    case 'new-flow':
      return <NewFlowDialog />;
    case 'use-question':
      return <UseQuestionDialog cluster={dialog.cluster} use={dialog.use} />;
    case 'operator-key':
      return <OperatorKeyDialog />;
    case 'staff':
      return <StaffDialog id={dialog.id} />;
    case 'access':
      return <AccessDialog id={dialog.id} />;
    case 'crisis':
      return <CrisisDialog />;
    case 'account-step':
      return <AccountStepDialog id={dialog.id} step={dialog.step} />;
    case 'import-staff':
      return <ImportDialog />;
    case 'invited':
      return <InvitedDialog {...dialog} />;
    default:
      return null;
  }
}
