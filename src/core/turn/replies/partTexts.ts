import type { PartDetail } from '../../dialogue/details.ts';
import { type Aspect, confidenceIn } from '../../model/understanding.ts';
import type { AspectAnswer, Entry } from '../../ports/knowledge.ts';
import { withSource } from '../../render/withSource.ts';
import { limitsOf } from '../evidence.ts';
import type { Turn } from '../turnDraft.ts';

/** That nothing is known about a side of a service, or about what was asked of it, and where to ask. */
export function unknownText(turn: Turn, entry: Entry, aspect: Aspect | null): string {
  const { translate } = turn.input;
  const { locale } = turn;
  const isPlain = isPlainlyMeant(turn, entry);
  const values = { title: entry.title[locale], contact: contactOf(turn, entry) };
  const text =
    aspect === null
      ? translate(isPlain ? 'detailUnknown' : 'detailUnknownOf', locale, values)
      : translate(isPlain ? 'aspectUnknown' : 'aspectUnknownOf', locale, {
          ...values,
          aspect: translate(`aspectNamed.${aspect}`, locale, {}),
        });
  return text.trim();
}

/**
 * Whether nobody has to be told which service is meant: the message, which asks one thing, names it, or it was spoken of last and the
 * message names no other.
 */
function isPlainlyMeant(turn: Turn, { id }: Entry): boolean {
  const { topics, questions } = turn.input.understanding;
  const limits = limitsOf(turn);
  const [best] = topics;
  if (questions.length > 1) return false;
  if (confidenceIn(topics, id) >= limits.clarify) return true;
  const isNow = turn.input.state.dialogue.focus[0]?.entry === id;
  return isNow && (best === undefined || best.entry === id || best.confidence < limits.answer);
}

/** Where to ask about a service: what is written of it, or the office. */
export function contactOf({ input, locale }: Turn, { aspects }: Entry): string {
  return aspects.contact?.answer[locale].trim() ?? input.translate('askOffice', locale, {}).trim();
}

/** Links and telephone numbers. */
const addresses = /\]\([^)]+\)|\d[\d ]{7,}\d/g;

/** The links of a text as they are written there, each once. */
export const writtenLinks = (text: string): readonly string[] => [...new Set(text.match(/\[[^\]]+\]\([^)]+\)/g) ?? [])];

/** Whether a text has all addresses of where to ask, so that nobody needs them once more. */
export function namesContact(text: string, contact: string): boolean {
  const named = contact.match(addresses) ?? [];
  return text.includes(contact) || (named.length > 0 && named.every((address) => text.includes(address)));
}

/** What the answer of a service says of a detail, which may not be what was asked, and where to ask. */
export function passageText(turn: Turn, entry: Entry, passage: string): string {
  const { input, locale } = turn;
  const { translate } = input;
  const text = translate('passage', locale, { title: entry.title[locale], passage });
  const contact = contactOf(turn, entry);
  const said = withSource(text.trim(), entry, locale, translate);
  return namesContact(passage, contact) ? said : `${said}\n\n${contact}`;
}

/** What is written of a side or a special case; null: nothing. */
export function writtenOf(entry: Entry, part: PartDetail | null): AspectAnswer | null {
  if (part === null) return null;
  const found =
    part.kind === 'aspect' ? entry.aspects[part.aspect] : entry.exceptions.find(({ id }) => id === part.exception);
  return found ?? null;
}

/** One or two parts of an entry with their sources; a source that both have is named once. */
export function detailsText(
  { locale, input: { translate } }: Turn,
  part: AspectAnswer,
  beside: AspectAnswer | null,
): string {
  const text = part.answer[locale].trim();
  const said = withSource(text, part, locale, translate);
  if (beside === null) return said;
  const below = withSource(beside.answer[locale].trim(), beside, locale, translate);
  const isSame = part.source?.url === beside.source?.url && part.verified === beside.verified;
  return `${isSame ? text : said}\n\n${below}`;
}
