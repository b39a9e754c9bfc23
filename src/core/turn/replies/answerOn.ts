import type { Detail, PartDetail } from '../../dialogue/details.ts';
import { namesDays } from '../../flows/dayAsked.ts';
import type { Entry } from '../../ports/knowledge.ts';
import type { Turn } from '../turnDraft.ts';
import { answerDetail, recordUnknown, sayDoubt } from './answerEntry.ts';
import { dayAskedOf, openingThen } from './openingThen.ts';
import { contactOf, writtenLinks, writtenOf } from './partTexts.ts';
import { isPublic } from './private.ts';
import { sayText } from './say.ts';

/** What else may have been asked for than the detail that is told, and whether that may well not be it. */
export interface Doubt {
  readonly beside?: PartDetail | null;
  readonly isUnsure?: boolean;
}

/** What of a service is asked for, where that is told by a text. */
type Given = Exclude<Detail, { kind: 'unclear' }>;

/**
 * Replies with what was asked on about a service. What was given just now is not given again, as if it answered something else: no more is
 * known, and where to ask. What may well not be what was asked is said to be so. Hours are asked for day by day.
 */
export function answerOn(turn: Turn, id: string, detail: Given, { beside = null, isUnsure = false }: Doubt = {}): void {
  const entry = turn.input.knowledge.entry(id);
  const isHours = detail.kind === 'aspect' && detail.aspect === 'hours';
  if (entry !== undefined && !isPublic(turn)) {
    if (beside === null && !isHours && isJustGiven(turn, id, detail)) return sayNoMore(turn, entry, detail);
    if (isHours && isDayUntold(turn, entry)) return sayDayUnknown(turn, entry);
  }
  answerDetail(turn, id, detail, beside);
  if (entry === undefined || isPublic(turn) || !isUnsure || !isOnlyAnswered(turn)) return;
  recordUnknown(turn);
  sayDoubt(turn, entry, [detail.kind === 'whole' ? entry : writtenOf(entry, detail), writtenOf(entry, beside)]);
}

/** Says that no more is known than what was told just now, and where to ask. A button tells that once more. */
function sayNoMore(turn: Turn, entry: Entry, detail: Given): void {
  const { translate } = turn.input;
  recordUnknown(turn);
  // Whom to ask was just told where that was asked for.
  const isContact = detail.kind === 'aspect' && detail.aspect === 'contact';
  const where = isContact ? translate('askOffice', turn.locale, {}).trim() : contactOf(turn, entry);
  const text = `${translate('noMoreKnown', turn.locale, {})} ${where}`;
  sayText(turn, text, [choiceOfDetail(entry, detail), 'command:person']);
}

/** Says that the hours of the day that is asked about are not known, and where the text of the hours says that they are. */
function sayDayUnknown(turn: Turn, entry: Entry): void {
  const { translate } = turn.input;
  const links = writtenLinks(entry.aspects.hours?.answer[turn.locale] ?? '');
  recordUnknown(turn);
  const list = new Intl.ListFormat(turn.locale).format(links);
  const where = links.length === 0 ? contactOf(turn, entry) : translate('hoursAt', turn.locale, { links: list });
  sayText(turn, `${translate('dayUnknown', turn.locale, {})} ${where}`, [
    `aspect:${entry.id}/hours`,
    `entry:${entry.id}`,
  ]);
}

/** Whether a message names a day below hours that were told already and neither name days nor are in a calendar. */
function isDayUntold(turn: Turn, entry: Entry): boolean {
  const isGiven = turn.state.dialogue.focus.find((each) => each.entry === entry.id)?.aspect === 'hours';
  const text = entry.aspects.hours?.answer[turn.locale];
  if (!isGiven || text === undefined || dayAskedOf(turn) === null || openingThen(turn, entry) !== null) return false;
  return !namesDays(text);
}

function choiceOfDetail({ id }: Entry, detail: Given): string {
  if (detail.kind === 'aspect') return `aspect:${id}/${detail.aspect}`;
  return detail.kind === 'exception' ? `exception:${id}/${detail.exception}` : `entry:${id}`;
}

/** Whether the turn answered, and did not say already that it may not be what was asked. */
function isOnlyAnswered({ events }: Turn): boolean {
  return (
    events.some(({ type }) => type === 'question.answered') &&
    !events.some(({ type }) => type === 'question.unanswered')
  );
}

/** Whether just this of a service was the last answer. */
export function isJustGiven({ state: { dialogue } }: Turn, id: string, detail: Given): boolean {
  const [focus] = dialogue.focus;
  if (dialogue.last?.did !== 'answered' || focus?.entry !== id) return false;
  if (detail.kind === 'aspect') return focus.aspect === detail.aspect;
  if (detail.kind === 'exception') return focus.aspect === 'exceptions' && focus.exception === detail.exception;
  return focus.aspect === null && focus.isWholeGiven === true;
}
