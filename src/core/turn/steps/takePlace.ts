import { isPlaceAlone } from '../../flows/phrasing.ts';
import { namedPlaceIn } from '../../flows/place.ts';
import type { Kind } from '../../model/kind.ts';
import type { Aspect } from '../../model/understanding.ts';
import type { Entry } from '../../ports/knowledge.ts';
import { plainWords } from '../../util/plainWords.ts';
import { thresholdsIn } from '../evidence.ts';
import { openCaseIn } from '../openCase.ts';
import { hasOwnTopic, isSpecialCase } from '../ownSubject.ts';
import { answerAspect } from '../replies/answerEntry.ts';
import { isPublic } from '../replies/private.ts';
import { prependText, sayText } from '../replies/say.ts';
import { type Turn, wantFlow } from '../turnDraft.ts';

/** Kinds of flows by which people report what they told of. */
const reported: readonly Kind[] = ['incident', 'complaint'];

/** What tells where something is arranged, the best first. */
const sides: readonly Aspect[] = ['how', 'contact'];

/**
 * Takes a place that comes alone, below an answer about something that people report, as where that is: offers to pass it on,
 * and asks only what is missing. No case is opened yet. False: it is no such place, or nothing of that was spoken of.
 */
export function takePlace(turn: Turn): boolean {
  const { knowledge, understanding, translate } = turn.input;
  const { dialogue, flow } = turn.state;
  if (isPublic(turn) || flow !== null || !isPlaceAlone(turn.text, understanding.shape)) return false;
  // A place below a receipt is added to its case.
  if (dialogue.last?.did === 'passed-on' && openCaseIn(turn) !== undefined) return false;
  const place = namedPlaceIn(turn.text);
  const entry = knowledge.entry(dialogue.focus[0]?.entry ?? '');
  const definition = knowledge.flows.all.find(({ id }) => id === entry?.flow);
  const isReport = definition?.start.kinds.some((kind) => reported.includes(kind)) ?? false;
  if (place === null || entry === undefined || isSpecialCase(turn, thresholdsIn(turn).clearException)) return false;
  if (!isReport || definition === undefined) return takeAddress(turn, entry, place.text);
  sayText(turn, translate('placeGiven', turn.locale, { place: place.text }), []);
  wantFlow(turn, definition, null);
  if (turn.wanted !== null) turn.wanted = { ...turn.wanted, isOffered: true };
  return true;
}

/** "I live at …", alone: where somebody is, whatever is spoken of. */
const livesAt = /^(?:(?:i|y|and|doncs|pues|so) )*(?:jo |yo )?(?:visc|vivim|vivo|vivimos|i live|we live|i m at)\b/;

/** Takes where somebody lives, below what people arrange: says how that is done, and offers what it offers. */
function takeAddress(turn: Turn, entry: Entry, place: string): boolean {
  const isBelow = turn.state.dialogue.last?.did === 'answered' && entry.kind === 'faq';
  const side = sides.find((each) => entry.aspects[each] !== undefined);
  if (!isBelow || side === undefined || !livesAt.test(plainWords(turn.text)) || hasOwnTopic(turn)) return false;
  answerAspect(turn, entry.id, side);
  // To who may be in danger the help is said, and nothing of where they live.
  if (!entry.sensitive) prependText(turn, turn.input.translate('placeNoted', turn.locale, { place }));
  return true;
}
