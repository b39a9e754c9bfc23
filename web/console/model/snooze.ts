/** Times until which a case can be snoozed, in the time zone of this machine. */
export function snoozeMoments(now: number): {
  readonly hour: number;
  readonly tomorrow: number;
  readonly monday: number;
} {
  return { hour: now + 3_600_000, tomorrow: morningIn(now, 1), monday: morningIn(now, daysToMonday(now)) };
}

/** Nine in the morning, some days from now. */
function morningIn(now: number, days: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(9, 0, 0, 0);
  return day.getTime();
}

function daysToMonday(now: number): number {
  return (8 - new Date(now).getDay()) % 7 || 7;
}
