import { wantsCall } from '../../flows/calling.ts';
import { applyProtocol, expectPerson } from '../applyProtocol.ts';
import { departmentOf, speakOfSubject } from '../judge.ts';
import { openCaseIn } from '../openCase.ts';
import { isNobodys } from '../opening.ts';
import { isPublic } from '../replies/private.ts';
import type { Turn } from '../turnDraft.ts';
import { addSaid } from './converse.ts';

/**
 * Passes on that somebody asks to be called: with the case that was told of just before, or as the wish for a person; then asks for
 * the number. An address would not help them. False: nobody asks that.
 */
export function arrangeCall(turn: Turn): boolean {
  if (isPublic(turn) || !wantsCall(turn.text) || isNobodys(turn, 'person')) return false;
  const own = turn.state.dialogue.last?.did === 'passed-on' ? openCaseIn(turn) : undefined;
  if (own === undefined) {
    // Whom they want may be named: "somebody of the social services".
    speakOfSubject(turn);
    applyProtocol(turn, {
      kind: 'person',
      department: departmentOf(turn, 'person'),
      traits: [],
      lead: null,
      offered: [],
      url: null,
      isSaid: false,
    });
  } else addSaid(turn, expectPerson(turn, own));
  const definition = turn.input.knowledge.flows.all.find(({ start }) => start.callback === true);
  // Who has told their number is not asked again.
  const isAsked = own?.collected?.some(({ flow }) => flow === definition?.id) === true;
  if (definition !== undefined && !isAsked && openCaseIn(turn) !== undefined)
    turn.wanted = { definition, request: null, isCallback: true };
  return true;
}
