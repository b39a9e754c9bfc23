import { plainWords } from '../util/plainWords.ts';
import { differByOneLetter } from './slip.ts';

const dayMs = 86_400_000;
/** Years among which every day of the calendar is: two leap years may be eight apart. */
const leapYears = 9;

const weekdays = [
  'diumenge domingo sunday',
  'dilluns lunes monday',
  'dimarts martes tuesday',
  'dimecres miercoles wednesday',
  'dijous jueves thursday',
  'divendres viernes friday',
  'dissabte sabado saturday',
].map((words) => words.split(' '));

const months = [
  'gener enero january',
  'febrer febrero february',
  'marc marzo march',
  'abril april',
  'maig mayo may',
  'juny junio june',
  'juliol julio july',
  'agost agosto august',
  'setembre septiembre september',
  'octubre october',
  'novembre noviembre november',
  'desembre diciembre december',
].map((words) => words.split(' '));

const thisDay = ['avui', 'hoy', 'today'];
const tomorrow = ['dema', 'manana', 'tomorrow'];
const afterTomorrow = ['dema passat', 'pasado manana', 'day after tomorrow'];

/**
 * The day that a text names, as `2026-11-24`; null where it names none. Days without a year are the next ones. `today`:
 * the day that it is in the town, in the same form.
 */
export function dateIn(text: string, today: string): string | null {
  const iso = /\b(20\d\d)-(\d\d)-(\d\d)\b/.exec(text);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numeric = /\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](20\d\d|\d\d))?\b/.exec(text);
  if (numeric) {
    const [, day, month, year] = numeric;
    return near(Number(day), Number(month), year === undefined ? null : 2000 + (Number(year) % 100), today);
  }
  const words = plainWords(text);
  const has = (phrase: string) => ` ${words} `.includes(` ${phrase} `);
  if (afterTomorrow.some(has)) return daysAfter(today, 2);
  const said = /\b(\d{1,2})(?:st|nd|rd|th)?(?: de| d| of)? ([a-z]+)(?: (?:de|del|of)? ?(20\d\d))?/.exec(words);
  const month = said === null ? -1 : months.findIndex((names) => names.includes(said[2] ?? ''));
  if (said !== null && month >= 0)
    return near(Number(said[1]), month + 1, said[3] === undefined ? null : Number(said[3]), today);
  const english = /\b([a-z]+) (\d{1,2})(?:st|nd|rd|th)?\b/.exec(words);
  const englishMonth = english === null ? -1 : months.findIndex((names) => names.includes(english[1] ?? ''));
  if (english !== null && englishMonth >= 0) return near(Number(english[2]), englishMonth + 1, null, today);
  const weekday = weekdays.findIndex((names) => names.some(has));
  if (weekday >= 0) return nextOfWeekday(weekday, today);
  if (thisDay.some(has)) return today;
  if (tomorrow.some(has)) return daysAfter(today, 1);
  return null;
}

/** Letters from which on a name of a day is told with one of them wrong: "disabte", "viernez". */
const longName = 7;

/** The day of the week that a word names, 0 for Sunday, also in the plural or with a slip; null: none. `word`: in plain letters. */
export function weekdayNamed(word: string): number | null {
  const exact = weekdays.findIndex((names) => names.some((name) => word === name || word === `${name}s`));
  if (exact >= 0) return exact;
  const close = weekdays.findIndex((names) =>
    names.some(
      (name) => name.length >= longName && (differByOneLetter(word, name) || differByOneLetter(word, `${name}s`)),
    ),
  );
  return close >= 0 ? close : null;
}

/** The next day of a weekday, 0 for Sunday, after `today`, both as `YYYY-MM-DD`. */
export function nextOfWeekday(weekday: number, today: string): string {
  const ahead = (weekday - new Date(today).getUTCDay() + 7) % 7;
  return daysAfter(today, ahead === 0 ? 7 : ahead);
}

function near(day: number, month: number, year: number | null, today: string): string | null {
  if (year !== null) return valid(year, month, day);
  const current = Number(today.slice(0, 4));
  const ahead = Array.from({ length: leapYears }, (_, index) => valid(current + index, month, day));
  return ahead.find((each) => each !== null && each >= today) ?? null;
}

function valid(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

/** Days have no hours here: a clock change shortens none. */
export const daysAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

const afternoon = ['tarda', 'tarde', 'vespre', 'noche', 'nit', 'afternoon', 'evening', 'pm'];

/** The time of day that a text names, as `18:30`; null where it names none. */
export function timeIn(text: string): string | null {
  const clock = /\b([01]?\d|2[0-3])\s?[:.h]\s?([0-5]\d)\b/.exec(text);
  const words = plainWords(text);
  const isAfternoon = afternoon.some((word) => ` ${words} `.includes(` ${word} `)) || /\d ?pm\b/.test(words);
  const whole =
    /\b(?:a les|a la|a las|les|las|at|cap a les)? ?([01]?\d|2[0-3]) ?(?:h|hores|horas|am|pm|o clock)?\b/.exec(words);
  const hours = Number(clock?.[1] ?? whole?.[1] ?? Number.NaN);
  if (Number.isNaN(hours)) return null;
  const minutes = clock?.[2] ?? (/\bi mitja\b|\by media\b/.test(words) ? '30' : '00');
  const shown = isAfternoon && hours < 12 ? hours + 12 : hours;
  return `${String(shown).padStart(2, '0')}:${minutes}`;
}
