import type { SharedCredentials } from './credentials.ts';

const soonest = 1_000;
const afterFailure = 30_000;

/** Renews the token while the page is open, so that it does not expire during a conversation. */
export function createRenewal(credentials: SharedCredentials): { schedule(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const after = (milliseconds: number, work: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };

  const renew = () => {
    credentials.fresh().then(schedule, () => after(afterFailure, schedule));
  };

  const schedule = () => {
    const saved = credentials.current();
    if (saved) after(Math.max(soonest, saved.expires - Date.now() - saved.life / 5), renew);
  };

  return { schedule };
}
