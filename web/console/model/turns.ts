import type { CaseTurn } from '../../../src/http/api/wire.ts';

const keyOf = ({ conversation, revision }: CaseTurn) => `${conversation}/${revision}`;

/** All turns in order of time; a turn that was read again replaces the earlier one. */
export function mergeTurns(known: readonly CaseTurn[], read: readonly CaseTurn[]): readonly CaseTurn[] {
  const all = new Map(known.map((turn) => [keyOf(turn), turn]));
  for (const turn of read) all.set(keyOf(turn), turn);
  return [...all.values()].sort((a, b) => a.at - b.at || a.revision - b.revision);
}

/**
 * Revision after which a conversation must be read again: the last one read, or the one before the first turn that may
 * still change.
 */
export function readFrom(turns: readonly CaseTurn[], conversation: string, readTo: number): number {
  const ours = turns.filter((turn) => turn.conversation === conversation);
  const unsettled = ours.find(({ said }) => said.some(({ state }) => state === 'waiting'));
  return unsettled === undefined ? readTo : unsettled.revision - 1;
}
