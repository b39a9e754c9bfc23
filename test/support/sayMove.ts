import type { DialogueState } from '../../src/core/model/conversation.ts';
import type { Kind } from '../../src/core/model/kind.ts';
import type { Move, Part, Understanding } from '../../src/core/model/understanding.ts';
import type { TurnInput } from '../../src/core/turn/turnDraft.ts';
import { always, talkTown } from './talkTown.ts';
import { turnOf, understood, underWay } from './turn.ts';

/** What a conversation is about: one entry, just answered. */
export const inFocus = (
  entry: string,
  changes: Partial<DialogueState['focus'][number]> = { isWholeGiven: true },
): DialogueState => ({
  focus: [{ entry, aspect: null, ...changes }],
  last: { did: 'answered', others: [] },
});
/** The person was just told all about the register of inhabitants. */
export const answeredState = underWay({ dialogue: inFocus('padro.alta') });

/** The register was spoken of last, and furniture before. */
export const afterFurniture = underWay({
  dialogue: {
    ...inFocus('padro.alta'),
    focus: [
      { entry: 'padro.alta', aspect: null },
      { entry: 'residus.mobles', aspect: null },
    ],
  },
});

/** A message that makes a move, and is understood as given. */
export function sayMove(move: Move, read: Partial<Understanding>, changes: Partial<TurnInput>) {
  const text = 'words that mean nothing by themselves';
  const knowledge = { ...talkTown, moves: always(move) };
  return turnOf(text, { knowledge, understanding: understood(text, read), state: answeredState, ...changes });
}

/** A reading of the side that is asked about. */
export const aspects = (aspect: Part['aspects'][number]['aspect'], confidence = 0.8) => ({
  aspects: [{ aspect, confidence }],
});
/** A reading of the entry that is asked about. */
export const topics = (entry: string, confidence = 0.9) => ({ topics: [{ entry, confidence }] });
/** A message that is surely of a kind, which no rule told. */
export const surely = (kind: Kind, confidence = 0.99) => ({
  kind: { kind, confidence, ranked: [{ kind, confidence }], rule: null },
});
/** The line of the source below each answer of `talkTown`. */
export const source = 'source ca Seu https://seu.example 24/11/2026';
/** The whole answer of `padro.alta`. */
export const wholePadro = `padro.alta ca\n\n${source}`;
