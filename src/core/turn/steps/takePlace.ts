import { isPlaceAlone } from '../../flows/phrasing.ts';
import { namedPlaceIn } from '../../flows/place.ts';
import type { Kind } from '../../model/kind.ts';
import { thresholdsIn } from '../offerable.ts';
import { openCaseIn } from '../openCase.ts';
import { isSpecialCase } from '../ownSubject.ts';
import { isPublic } from '../replies/private.ts';
import { sayText } from '../replies/say.ts';
import { type Turn, wantFlow } from '../turnDraft.ts';

/** Kinds of flows by which people report what they told of. */
const reported: readonly Kind[] = ['incident', 'complaint'];

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
  if (place === null || definition === undefined || !isReport) return false;
  if (isSpecialCase(turn, thresholdsIn(turn).clearException)) return false;
  sayText(turn, translate('placeGiven', turn.locale, { place: place.text }), []);
  wantFlow(turn, definition, null);
  if (turn.wanted !== null) turn.wanted = { ...turn.wanted, isOffered: true };
  return true;
}
