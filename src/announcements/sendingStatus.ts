/** Whether announcements may go out now, as the registry of accounts says. */
export interface SendingStatus {
  /** Whether there is a crisis: everything that is scheduled stops. */
  readonly crisis: boolean;
  /** When the last crisis ended, milliseconds since 1970; null: none is known. */
  readonly crisisEndedAt: number | null;
  account(id: string): AccountSendingStatus;
}

interface AccountSendingStatus {
  /** Whether there is such an account, open or not. */
  readonly isKnown: boolean;
  /** Whether it only sends people to another account, or is closed. */
  readonly stopped: boolean;
  /** When it was last taken up again after that; null: never. */
  readonly resumedAt: number | null;
}

/** Whether a crisis, under way or over, stops what somebody last looked at then. */
export function isStopped({ crisis, crisisEndedAt }: SendingStatus, reviewedAt: number): boolean {
  return crisis || (crisisEndedAt !== null && crisisEndedAt > reviewedAt);
}

/** The same for one account, which may also have been stopped alone. */
export function isStoppedOn(sendingStatus: SendingStatus, account: string, reviewedAt: number): boolean {
  const { stopped, resumedAt } = sendingStatus.account(account);
  return stopped || (resumedAt !== null && resumedAt > reviewedAt) || isStopped(sendingStatus, reviewedAt);
}
