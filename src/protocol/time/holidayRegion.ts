/** A region as date-holidays names it, as in ES and CT for Catalonia. */
export interface HolidayRegion {
  readonly country: string;
  readonly region: string;
}

/** The public holidays of a region, according to one version of the library. */
export interface PublicHolidays extends HolidayRegion {
  readonly library: string;
  /** `YYYY-MM-DD`, ascending. */
  readonly days: readonly string[];
}
