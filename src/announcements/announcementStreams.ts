import type { RecordStream } from '../core/journal/recordLog.ts';

/** Signals that an announcement or a post changed. */
export const announcementsTopic = 'announcements';

/** The account of the commits of the record of announcements: no account can have this id. */
const announcementsAccount = '(announcements)';

export function announcementsStream(tenant: string): RecordStream {
  return { tenant, account: announcementsAccount, name: 'announcements' };
}

/** Each account has a separate record, so that none waits for another. */
export function postStream(tenant: string, announcement: string, account: string): RecordStream {
  return { tenant, account, name: `announcement ${announcement} ${account}` };
}
