/** A place as date-holidays names it, as in ES and CT for Catalonia. */
export interface HolidayRegion {
  readonly country: string;
  readonly region: string;
}

/** The public holidays of a place, as one version of the library knew them. */
export interface PublicHolidays extends HolidayRegion {
  readonly library: string;
  /** `YYYY-MM-DD`, in their order. */
  readonly days: readonly string[];
}
