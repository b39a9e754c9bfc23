import type { Turn } from '../../../src/http/console/wire.ts';

const keyOf = ({ conversation, revision }: Turn) => `${conversation}/${revision}`;

/** All turns in order of time; one that was read again takes the place of the earlier reading. */
export function mergeTurns(known: readonly Turn[], read: readonly Turn[]): readonly Turn[] {
  const all = new Map(known.map((turn) => [keyOf(turn), turn]));
  for (const turn of read) all.set(keyOf(turn), turn);
  return [...all.values()].sort((a, b) => a.at - b.at || a.revision - b.revision);
}

/** Revision from which on a conversation must be read again: after the last one that nothing can change in any more. */
export function readFrom(turns: readonly Turn[], conversation: string): number {
  const ours = turns.filter((turn) => turn.conversation === conversation);
  const unsettled = ours.find(({ said }) => said.some(({ state }) => state === 'waiting'));
  return unsettled === undefined ? newest(turns, conversation) : unsettled.revision - 1;
}

/** Newest revision of a conversation that is shown; 0: none. */
export function newest(turns: readonly Turn[], conversation: string): number {
  return turns.reduce(
    (highest, turn) => (turn.conversation === conversation ? Math.max(highest, turn.revision) : highest),
    0,
  );
}
