/** The account id in records of notifications: no real account can have it. */
export const notificationsAccount = '(notifications)';
