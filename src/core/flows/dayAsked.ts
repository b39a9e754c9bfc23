import { plainWords } from '../util/plainWords.ts';
import { dateIn, daysAfter, nextOfWeekday, weekdayNamed } from './dateTime.ts';

/** A part of the day, by its middle: `afternoon` lasts until the office closes in the evening. */
export type DayPart = 'morning' | 'afternoon' | 'night';

/** The day, and the part of it, that a question about opening hours names. */
export interface DayAsked {
  /** How it is named: a day of any week, a date, the end of the week, or this very moment. */
  readonly named: 'weekday' | 'date' | 'today' | 'tomorrow' | 'weekend' | 'now';
  /** `YYYY-MM-DD`: of a weekday the next one, of the end of the week its Saturday. */
  readonly day: string;
  /** Null: the whole day. */
  readonly part: DayPart | null;
}

/** Days of which the calendar may know less than the person who asks: a holiday of the town, a bridge, a strike. */
const special = /\b(?:fest\w*|fiestas?|festiv\w*|holidays?|ponts?|puentes?|vagues?|vaga|huelgas?|strikes?)\b/;
const weekend = /\b(?:caps? de setmana|fin(?:es)? de semana|findes?|weekends?)\b/;
const now = /\b(?:ara|ahora|now)\b/;
const partPatterns: readonly (readonly [DayPart, RegExp])[] = [
  // "Mañana" is the morning only after a preposition; alone it is tomorrow.
  ['morning', /\b(?:matins?|(?:por|de|a|en) las? mananas?|mornings?)\b/],
  ['night', /\b(?:nits?|noches?|nights?|tonight)\b/],
  ['afternoon', /\b(?:tard(?:a|e)s?|vespres?|afternoons?|evenings?|pm)\b/],
];
const thisPart = /\b(?:aquesta|esta|this|tonight)\b/;

/**
 * The day that a question names, in Catalan, Spanish or English; null: none, or one that no calendar tells for certain.
 * `today`: the day that it is in the town, `YYYY-MM-DD`.
 */
export function dayAskedIn(text: string, today: string): DayAsked | null {
  const words = plainWords(text);
  if (special.test(words)) return null;
  const part = partPatterns.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
  if (weekend.test(words)) return { named: 'weekend', day: nextOfWeekday(6, today), part };
  const rest = words.replace(partPatterns[0]?.[1] ?? '', ' ');
  const weekdays = rest.split(' ').flatMap((word) => weekdayNamed(word) ?? []);
  const [weekday, ...others] = new Set(weekdays);
  if (weekday !== undefined) {
    // "Friday the 5th" may be far away, and two days have no one answer.
    const isDated = /\d/.test(rest);
    return others.length > 0 || isDated ? null : { named: 'weekday', day: nextOfWeekday(weekday, today), part };
  }
  const day = dateIn(rest, today);
  if (day === today) return { named: 'today', day, part };
  if (day !== null) return { named: day === daysAfter(today, 1) ? 'tomorrow' : 'date', day, part };
  if (part !== null && thisPart.test(words)) return { named: 'today', day: today, part };
  return now.test(words) ? { named: 'now', day: today, part: null } : null;
}
