/** Creating a formatter takes longer than drawing a row: each is created once. */
const dates = new Map<string, Intl.DateTimeFormat>();
const distances = new Map<string, Intl.RelativeTimeFormat>();
const amounts = new Map<string, Intl.NumberFormat>();

const styles = {
  hour: { hour: '2-digit', minute: '2-digit' },
  date: { dateStyle: 'medium' },
  day: { day: 'numeric', month: 'short' },
  fullDay: { dateStyle: 'full' },
  moment: { dateStyle: 'medium', timeStyle: 'short' },
} as const;

export type DateStyle = keyof typeof styles;

/** A time in a language and a time zone, which is a name of the IANA list. */
export function formatDate(at: number, style: DateStyle, locale: string, timeZone: string): string {
  const key = `${style} ${locale} ${timeZone}`;
  const format = dates.get(key) ?? new Intl.DateTimeFormat(locale, { ...styles[style], timeZone });
  dates.set(key, format);
  return format.format(at);
}

/** A relative time in a language. */
export function formatRelativeTime(amount: number, unit: 'day' | 'hour' | 'minute', locale: string): string {
  const format = distances.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  distances.set(locale, format);
  return format.format(amount, unit);
}

/** So many days, hours or minutes in a language. */
export function formatAmount(amount: number, unit: 'day' | 'hour' | 'minute', locale: string): string {
  const key = `${unit} ${locale}`;
  const format = amounts.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
  amounts.set(key, format);
  return format.format(amount);
}
