import type { ComponentType } from 'preact';
import type { Route } from '../model/route.ts';
import type { Dialog } from '../state.ts';

export interface AreaPageProps {
  readonly route: Route;
}

export interface AreaDialogProps {
  readonly dialog: Dialog;
}

/** Pages that belong together, with their dialogs. */
export interface Area {
  readonly AreaPage: ComponentType<AreaPageProps>;
  readonly AreaDialog: ComponentType<AreaDialogProps>;
}
