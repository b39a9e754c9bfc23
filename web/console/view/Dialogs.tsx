import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { AbsenceDialog } from './AbsenceDialog.tsx';
import { AreaDialogView } from './AreaView.tsx';
import { areaOfDialog } from './areas.ts';
import { ContactNoteDialog } from './ContactNotes.tsx';
import {
  CloseDialog,
  DecideDialog,
  GlassDialog,
  PriorityDialog,
  ProposeDialog,
  SnoozeDialog,
} from './commandDialogs.tsx';
import { PhotoDialog } from './FileList.tsx';
import { Help } from './Help.tsx';
import { HoldDialog } from './HoldDialog.tsx';
import { LabelDialog } from './LabelDialog.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { NotificationsDialog } from './NotificationsDialog.tsx';
import { PublishDialog, PublishNoteDialog, UnpublishDialog } from './PublishDialogs.tsx';
import { CannedPicker, EntryPicker, MacroPicker, MergePicker, Palette, TransferPicker } from './pickers.tsx';
import { TransferAwayDialog } from './TransferAwayDialog.tsx';
import { ViewsDialog } from './ViewsDialog.tsx';
import { WeighDialog } from './WeighDialog.tsx';

/** The open dialog, one at a time. */
export function Dialogs() {
  const dialog = useStore(state, (value) => value.dialog);
  const hasLabels = useStore(state, ({ setting }) => (setting?.labels.length ?? 0) > 0);
  if (dialog === null) return null;
  const area = areaOfDialog[dialog.kind];
  if (area !== undefined) return <AreaDialogView area={area} dialog={dialog} />;
  switch (dialog.kind) {
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
    case 'merge-into':
      return <MergeDialog into={dialog.code} />;
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
    case 'propose':
      return <ProposeDialog evidence={dialog.evidence} />;
    case 'decide':
      return <DecideDialog proposal={dialog.proposal} accept={dialog.accept} />;
    default:
      return null;
  }
}
