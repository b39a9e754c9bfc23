import type { FlowOption, FlowSlot, SlotValue } from '../model/flow.ts';
import { type Locale, locales } from '../model/locale.ts';
import { findPersonalData } from '../model/maskPersonalData.ts';
import { type InboundContent, pointText } from '../model/message.ts';
import type { FlowWords, Street } from '../ports/knowledge.ts';
import { plainWords } from '../util/plainWords.ts';
import { dateIn, timeIn } from './dateTime.ts';
import { isNamelessPlace, namedPlaceIn, streetIn } from './place.ts';
import { isPlainNo, withoutAssent } from './risk.ts';

/** A message as a flow reads it. */
export interface FlowMessage {
  readonly content: InboundContent;
  /** As it was typed, with numbers and addresses; empty where nothing was. */
  readonly text: string;
  readonly locale: Locale;
  /** The day that it is in the town, `2026-11-24`. */
  readonly today: string;
  /** Whether it asks something. */
  readonly asks: boolean;
  /** Whether it names a place. */
  readonly places: boolean;
}

/** What the readers know of the town and of its languages. */
export interface ReadingContext {
  readonly words: FlowWords;
  readonly streets: readonly Street[];
}

/** Characters of a text that is kept, and of one that names a place. */
const longestText = 3_000;
const longestPlace = 160;
const caseCode = /(?<![0-9A-Z])[0-9A-Z]{4}[- ]?[0-9A-Z]{4}(?![0-9A-Z])/i;

/**
 * The value that a message certainly holds for a slot, whatever else it says: for a message that may not be an answer.
 * Null: none.
 */
export function findValue(slot: FlowSlot, message: FlowMessage, context: ReadingContext): SlotValue | null {
  const { content, text, today } = message;
  switch (slot.type) {
    case 'photo':
      return content.kind === 'files' && content.files.length > 0
        ? { text: String(content.files.length), value: 'yes', files: content.files }
        : null;
    case 'place': {
      if (content.kind === 'location') {
        const { latitude, longitude } = content;
        const shown = text.trim() || pointText(content);
        return { text: shown, value: shown, position: { latitude, longitude } };
      }
      const found = streetIn(text, context.streets) ?? namedPlaceIn(text);
      return found === null ? null : plain(found.text);
    }
    case 'email':
    case 'phone':
      return slot.type === 'phone' && content.kind === 'contact' ? plain(content.phone) : identifierIn(text, slot.type);
    case 'date': {
      const day = dateIn(text, today);
      return day === null ? null : { text: day.split('-').reverse().join('/'), value: day };
    }
    case 'case-code': {
      const code = caseCode.exec(text)?.[0];
      return code === undefined || !/\d|-/.test(code) ? null : plain(code.toUpperCase());
    }
    default:
      return null;
  }
}

/** The value that an answer to the slot's own question holds; null: it is no answer to it. */
export function readValue(slot: FlowSlot, message: FlowMessage, context: ReadingContext): SlotValue | null {
  const found = findValue(slot, message, context);
  const { text, locale } = message;
  const typed = text.trim();
  if (slot.type === 'place') {
    if (message.content.kind === 'location') return found;
    if (isNamelessPlace(typed)) return null;
    // What was typed says more than the street: "in front of the baker's".
    const known = streetIn(typed, context.streets);
    const whole = typed.replace(/\s+/g, ' ');
    if (known !== null && plainWords(whole).length <= plainWords(known.text).length + 12) return plain(known.text);
    return whole !== '' && whole.length <= longestPlace ? plain(whole) : found;
  }
  if (found !== null) return found;
  switch (slot.type) {
    case 'text':
      return typed === '' ? null : plain(typed.slice(0, longestText));
    case 'choice':
      return choiceIn(slot, typed, locale);
    case 'consent': {
      // An "ok" agrees to what is proposed, and says of nothing that it is so.
      const said = asksFact(slot) ? withoutAssent(typed) : typed;
      const isYes = begins(said, context.words.yes);
      const isNo = asksFact(slot) ? isPlainNo(said, context.words.no) : begins(said, context.words.no);
      return isYes === isNo ? null : plain(isYes ? 'yes' : 'no');
    }
    case 'time':
      return given(timeIn(typed));
    case 'number': {
      const number = /(?<!\d)\d{1,9}(?:[.,]\d{1,2})?(?!\d)/.exec(typed)?.[0];
      return given(number?.replace(',', '.') ?? null);
    }
    default:
      return null;
  }
}

/** Whether a slot asks whether something is so, rather than for agreement: then people may leave it open. */
export const asksFact = ({ type, optional }: FlowSlot): boolean => type === 'consent' && optional;

/** Longest text, in words, in which a word for an option may be anywhere: "it is for the doctor". */
const shortChoice = 8;

/** The option that a text names: by its title or one of its words, as its beginning or within a short text. */
function choiceIn(slot: FlowSlot, typed: string, locale: Locale): SlotValue | null {
  const words = plainWords(typed);
  if (words === '') return null;
  const first = optionBy(slot, (name) => ` ${words} `.startsWith(` ${name} `));
  const isShort = words.split(' ').length <= shortChoice && !words.startsWith('no ');
  return answerOf(first ?? (isShort ? optionBy(slot, (name) => ` ${words} `.includes(` ${name} `)) : null), locale);
}

/** The option that a message names which may not be an answer, as the one that begins a flow; null: none, or several. */
export function optionIn(slot: FlowSlot, { text, locale }: FlowMessage): SlotValue | null {
  const words = plainWords(text);
  return answerOf(
    optionBy(slot, (name) => ` ${words} `.includes(` ${name} `)),
    locale,
  );
}

/** The option that is named; of several the one by most words: "a mattress left in the street" is left there, first of all. */
function optionBy({ options }: FlowSlot, isNamed: (name: string) => boolean): FlowOption | null {
  const named = options
    .map((option) => ({ option, words: mostWords(namesOf(option).filter(isNamed)) }))
    .filter(({ words }) => words > 0);
  const most = Math.max(...named.map(({ words }) => words));
  const [best, ...others] = named.filter(({ words }) => words === most);
  return others.length > 0 ? null : (best?.option ?? null);
}

const mostWords = (names: readonly string[]) => Math.max(0, ...names.map((name) => name.split(' ').length));

const namesByOption = new WeakMap<FlowOption, readonly string[]>();

/** Titles and words of an option in all languages, in plain words: compared with each message while its slot is open. */
function namesOf(option: FlowOption): readonly string[] {
  let names = namesByOption.get(option);
  if (names === undefined) {
    names = locales.flatMap((each) => [option.title[each], ...option.words[each]]).map(plainWords);
    namesByOption.set(option, names);
  }
  return names;
}

const answerOf = (option: FlowOption | null, locale: Locale): SlotValue | null =>
  option === null ? null : { text: option.title[locale], value: option.id };

function identifierIn(text: string, kind: 'email' | 'phone'): SlotValue | null {
  const found = findPersonalData(text).find((each) => each.kind === kind);
  return found === undefined ? null : plain(text.slice(found.start, found.end).trim());
}

/** Whether a text is one of some words, or begins with one. */
export function begins(text: string, words: readonly string[]): boolean {
  const said = plainWords(text);
  const isWhole = (word: string) => said.length === word.length || said.startsWith(' ', word.length);
  return said !== '' && words.some((word) => said.startsWith(word) && isWhole(word));
}

/** The text after one of some beginnings; null where it has none, or nothing follows. */
export function afterBeginning(text: string, beginnings: readonly string[]): string | null {
  const said = plainWords(text);
  const longest = beginnings.filter((each) => said.startsWith(`${each} `)).sort((a, b) => b.length - a.length)[0];
  if (longest === undefined) return null;
  const skipped = longest.split(' ').length;
  const words = text.trim().split(/\s+/);
  return words.slice(Math.min(skipped, words.length)).join(' ') || null;
}

/** Whether a text has one of some phrases in it, which "that" does not follow: "I don't want to say that it is dirty". */
export function says(text: string, phrases: readonly string[]): boolean {
  const said = ` ${plainWords(text)} `;
  return phrases.some((phrase) => {
    // Most are not in it: no text is put together for those.
    if (!said.includes(phrase)) return false;
    const after = said.split(` ${phrase} `)[1];
    return after !== undefined && !/^(?:que|that) /.test(after);
  });
}

/** Whether a text is one of some words, and says nothing else. */
export function isOneOf(text: string, words: readonly string[]): boolean {
  return words.includes(plainWords(text));
}

const plain = (text: string): SlotValue => ({ text, value: text });
const given = (value: string | null): SlotValue | null => (value === null ? null : plain(value));
