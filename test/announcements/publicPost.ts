import type { AnnouncementChannel, PublicPost } from '../../src/core/ports/adapter.ts';
import { accountWith } from '../support/account.ts';

/** An announcement for a public place, with a text that holds markup. */
export function postWith(text: string, changes: Partial<PublicPost>): PublicPost {
  return {
    account: accountWith({ id: 'desk' }),
    message: { text, markup: 'markdown', choices: [], files: [], locale: 'ca' },
    picture: null,
    idempotencyKey: 'fair.desk.1',
    signal: new AbortController().signal,
    ...changes,
  };
}

/** The public place of an account that must have one. */
export function placeIn(opened: { readonly announcementChannel?: AnnouncementChannel }): AnnouncementChannel {
  if (opened.announcementChannel === undefined) throw new Error('the settings name a public place');
  return opened.announcementChannel;
}

export const picture = { url: 'https://www.example.cat/fira.jpg', alt: 'Dues parades' };
