import type { Turn } from '../../../src/http/api/wire.ts';

const keyOf = ({ conversation, revision }: Turn) => `${conversation}/${revision}`;

/** All turns in order of time; one that was read again takes the place of the earlier reading. */
export function mergeTurns(known: readonly Turn[], read: readonly Turn[]): readonly Turn[] {
  const all = new Map(known.map((turn) => [keyOf(turn), turn]));
  for (const turn of read) all.set(keyOf(turn), turn);
  return [...all.values()].sort((a, b) => a.at - b.at || a.revision - b.revision);
}

/**
 * Revision behind which a conversation must be read again: the last one that was read, or the one before the first turn
 * in which something may still change.
 */
export function readFrom(turns: readonly Turn[], conversation: string, readTo: number): number {
  const ours = turns.filter((turn) => turn.conversation === conversation);
  const unsettled = ours.find(({ said }) => said.some(({ state }) => state === 'waiting'));
  return unsettled === undefined ? readTo : unsettled.revision - 1;
}
