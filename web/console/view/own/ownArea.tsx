import type { Area, AreaPageProps } from '../area.ts';
import { NotifyingPage } from './NotifyingPage.tsx';

function AreaPage({ route }: AreaPageProps) {
  return route.page === 'notifying' ? <NotifyingPage /> : null;
}

/** What everybody sets for themselves. */
export const ownArea: Area = { AreaPage, AreaDialog: () => null };
