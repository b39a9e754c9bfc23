/** When messages that nobody waits for may reach people, by the town's clocks. All times in milliseconds since 1970. */
export interface DecentHours {
  /** The first moment from a time on at which one may arrive. */
  next(at: number): number;
  /** The first moment from a time on at which the summary of the day is sent. */
  digest(at: number): number;
  /** The first moment of a day, `YYYY-MM-DD`, at which one may arrive. */
  opens(day: string): number;
}
