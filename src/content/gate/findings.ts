import { type Locale, locales } from '../../core/model/locale.ts';
import { dayIn } from '../../core/util/dates.ts';
import { plainWords } from '../../core/util/plainWords.ts';
import type { Content } from '../content.ts';
import { reminderDays, verifiedDays } from '../expiry.ts';
import type { FaqEntry } from '../schema/faq.ts';
import { type PinnedTurn, saidIn, shownText } from './gateQuestion.ts';
import type { Finding } from './views.ts';

/** Fewest different questions of an entry and language with which the bot finds it. */
const fewestQuestions = 8;
const dayMs = 24 * 60 * 60_000;

/** Shortest text that two languages do not share by chance, in characters. */
const shortest = 40;

/**
 * What deserves a look in some entries: those that a release changes, or all where `changed` is null. `now`: in
 * milliseconds since 1970.
 */
export function findingsIn(
  { faq, calendar }: Pick<Content, 'faq' | 'calendar'>,
  now: number,
  changed: ReadonlySet<string> | null = null,
): readonly Finding[] {
  const entries = Object.values(faq).flatMap((file) => file.entries);
  return entries
    .filter(({ id }) => changed === null || changed.has(id))
    .flatMap((entry) => [
      ...datesOf(entry, (ahead) => dayIn(calendar.timeZone, now + ahead * dayMs)),
      ...languagesOf(entry),
      ...coverageOf(entry),
    ]);
}

/** Pinned questions that a release takes away, or turns round. */
export function unpinnedIn(before: Pick<Content, 'tests'>, after: Pick<Content, 'tests'>): readonly Finding[] {
  const kept = new Set(pinsOf(after).map(({ key }) => key));
  return pinsOf(before)
    .filter(({ key }) => !kept.has(key))
    .map(({ entry, text }) => ({ kind: 'unpinned', entry, text }));
}

/** `dayAhead`: the day so many days from now. */
function datesOf(
  { id: entry, valid, verified, aspects, exceptions }: FaqEntry,
  dayAhead: (days: number) => string,
): readonly Finding[] {
  const today = dayAhead(0);
  const found: Finding[] = [];
  const { until } = valid;
  if (until !== undefined && until < today) found.push({ kind: 'expired', entry, until });
  else if (until !== undefined && until < dayAhead(reminderDays)) found.push({ kind: 'expires', entry, until });
  const oldest = dayAhead(-verifiedDays);
  const look = (part: string | null, day: string | undefined) => {
    if (day !== undefined && day < oldest) found.push({ kind: 'unverified', entry, part, verified: day });
  };
  look(null, verified);
  for (const [aspect, text] of Object.entries(aspects ?? {})) look(aspect, text.verified);
  for (const { id, verified: day } of exceptions ?? []) look(id, day);
  return found;
}

/** Texts of an entry that are the same in two languages: somebody has copied one to translate it later. */
function languagesOf({ id: entry, answer, plain, aspects, exceptions }: FaqEntry): readonly Finding[] {
  const texts: readonly (readonly [string | null, FaqEntry['answer'] | undefined])[] = [
    [null, answer],
    ['plain', plain],
    ...Object.entries(aspects ?? {}).map(([aspect, text]) => [aspect, text.answer] as const),
    ...(exceptions ?? []).map(({ id, answer: text }) => [id, text] as const),
  ];
  return texts.flatMap(([part, text]) =>
    text === undefined
      ? []
      : locales
          .filter((locale) => locale !== 'ca' && isCopied(text[locale], text.ca))
          .map((locale): Finding => ({ kind: 'untranslated', entry, part, locale })),
  );
}

function isCopied(text: string, original: string): boolean {
  const plain = text.trim();
  return plain === '' || (plain === original.trim() && plain.length >= shortest);
}

function coverageOf({ id: entry, questions }: FaqEntry): readonly Finding[] {
  return locales
    .map((locale) => ({ locale, count: new Set(questions[locale].map(plainWords)).size }))
    .filter(({ count }) => count < fewestQuestions)
    .map(({ locale, count }) => ({ kind: 'few-questions', entry, locale, questions: count }));
}

interface Pin {
  readonly key: string;
  readonly entry: string | null;
  readonly text: string;
}

function pinsOf({ tests }: Pick<Content, 'tests'>): readonly Pin[] {
  const pin = (locale: Locale, turns: readonly Omit<PinnedTurn, 'offered' | 'aspect'>[]): Pin => ({
    key: JSON.stringify([locale, turns]),
    entry: turns.find(({ expect }) => expect !== undefined)?.expect ?? null,
    text: turns.map((turn) => shownText(saidIn(turn))).join(' → '),
  });
  return [
    ...(tests?.questions ?? []).map(({ locale, ...turn }) => pin(locale, [turn])),
    ...(tests?.dialogues ?? []).map(({ locale, turns }) => pin(locale, turns)),
  ];
}
