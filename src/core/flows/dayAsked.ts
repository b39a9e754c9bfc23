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

/** What is said of an office: that it opens and attends, or that somebody goes there. "Obra" is not among it: works. */
const office =
  /\b(?:obr(?:e|en|iu|ir|ireu|iran)|obert(?:a|s|es)?|tan(?:ca|quen|queu|car|cat|cada|cats|cades)|aten(?:eu|en)?|atendre|abr(?:e|en|is|ir)|abiert[ao]s?|cierr(?:a|an|ais)|cerr(?:ar|ado|ada|ados|adas)|atiend(?:e|en)|atend(?:eis|er)|horari(?:s|o|os)?|open(?:s|ed|ing)?|clos(?:e|es|ed)|hours|anar|vaig|vinc|venir|passar|ir|voy|vengo|pasar|come|go|visit|oficin(?:a|es|as)|office|oiac)\b/;
/** What is said of something that may be, or is, done. */
const doing =
  /\b(?:pot|poden|puc|podem|podria|permes(?:a|os)?|permet(?:en)?|deixen|legal|prohibit|fer|fan|passen|recullen|celebren|pued(?:e|en|o)|podemos|permitid[ao]s?|permiten?|dejan|prohibido|hacer|hacen|pasan|recogen|celebran|can|could|may|allowed|permitted|forbidden|collect(?:ed)?|pick)\b/;

/** Whether a text that names a day asks when something may be, or is, done, and not when an office is open: "and on a Saturday may I?" */
export function asksOfDoing(text: string): boolean {
  const words = plainWords(text);
  return doing.test(words) && !office.test(words);
}

const address = /\]\([^)]*\)|\d[\d ]{7,}\d/g;
const everyDay = /\b(?:cada dia|tots els dies|cada hora|todos los dias|every day)\b/;

/** Whether opening hours name days or times, by which somebody can tell of a day. Those that stand elsewhere name neither. */
export function namesDays(hours: string): boolean {
  const text = hours.replace(address, ' ');
  const words = plainWords(text);
  return /\d/.test(text) || everyDay.test(words) || words.split(' ').some((word) => weekdayNamed(word) !== null);
}

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
