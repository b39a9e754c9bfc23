import { AbsenceDialog } from './AbsenceDialog.tsx';
import type { Area, AreaDialogProps } from './area.ts';
import { HoldDialog } from './HoldDialog.tsx';
import { MacroPicker } from './MacroPicker.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { MergePicker } from './MergePicker.tsx';
import { PublishDialog, PublishNoteDialog, UnpublishDialog } from './PublishDialogs.tsx';
import { WeighDialog } from './WeighDialog.tsx';

function AreaDialog({ dialog }: AreaDialogProps) {
  switch (dialog.kind) {
    case 'absence':
      return <AbsenceDialog of={dialog.agent ?? null} />;
    case 'macro':
      return <MacroPicker />;
    case 'merge':
      return <MergePicker />;
    case 'merge-into':
      return <MergeDialog into={dialog.code} />;
    case 'publish':
      return <PublishDialog />;
    case 'publish-note':
      return <PublishNoteDialog />;
    case 'unpublish':
      return <UnpublishDialog />;
    case 'weigh':
      return <WeighDialog />;
    case 'hold':
      return <HoldDialog lifts={dialog.lifts} />;
    default:
      return null;
  }
}

/** What who answers people does seldom: it has dialogs, and no page. */
export const seldomArea: Area = { AreaPage: () => null, AreaDialog };
