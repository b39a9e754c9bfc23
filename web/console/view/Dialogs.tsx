import { useStore } from '../observable.ts';
import { state } from '../state.ts';
import { AreaDialogView } from './AreaView.tsx';
import { areaOfDialog } from './areas.ts';
import { CannedPicker } from './CannedPicker.tsx';
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
import { LabelDialog } from './LabelDialog.tsx';
import { NotificationsDialog } from './NotificationsDialog.tsx';
import { EntryPicker, Palette, TransferPicker } from './pickers.tsx';
import { TransferAwayDialog } from './TransferAwayDialog.tsx';
import { ViewsDialog } from './ViewsDialog.tsx';

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
      return <TransferAwayDialog agent={dialog.agent} comment={dialog.comment} />;
    case 'close':
      return <CloseDialog />;
    case 'snooze':
      return <SnoozeDialog />;
    case 'priority':
      return dialog.all === true ? <PriorityDialog /> : null;
    case 'label':
      return dialog.all === true || !hasLabels ? <LabelDialog /> : null;
    case 'glass':
      return <GlassDialog />;
    case 'photo':
      return <PhotoDialog photos={dialog.photos} at={dialog.at} />;
    case 'propose':
      return <ProposeDialog evidence={dialog.evidence} />;
    case 'decide':
      return <DecideDialog proposal={dialog.proposal} accept={dialog.accept} />;
    default:
      return null;
  }
}
