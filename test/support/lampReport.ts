import type { Kind } from '../../src/core/model/kind.ts';
import type { Act, Aspect, Move, Understanding } from '../../src/core/model/understanding.ts';
import type { Knowledge } from '../../src/core/ports/knowledge.ts';
import type { TurnResult } from '../../src/core/turn/turnDraft.ts';
import { shippedFlows, townWithFlows } from './flows.ts';
import { createKnowledge } from './knowledge.ts';
import { playTurns, readAsSaid } from './playTurns.ts';
import { always } from './talkTown.ts';
import { entryWith, town } from './town.ts';
import { textsOf } from './turn.ts';

/** A reading of what a message does, and the side that it asks about. */
export const says = (acts: Partial<Record<Act, number>>, side?: readonly [Aspect, number]): Partial<Understanding> => ({
  acts: Object.entries(acts).map(([act, confidence]) => ({ act: act as Act, confidence })),
  aspects: side === undefined ? [] : [{ aspect: side[0], confidence: side[1] }],
});
/** A reading of its kind, which no rule told. */
export const isOf = (kind: Kind, confidence: number): Partial<Understanding> => ({
  kind: { kind, confidence, ranked: [{ kind, confidence }], rule: null },
});

/** What is said; it goes on, unless it does something else. */
export type Said = readonly [text: string, read?: Partial<Understanding>, move?: Move];
export const lamp = { entry: 'via-publica.enllumenat', confidence: 0.95 };
export const place: Said = ['davant del forn del carrer Gran 12'];
export const dark: Said = ['hi ha un fanal fos', { ...isOf('incident', 0.98), topics: [lamp] }, 'report'];

/** The town with the shipped flows, in which a street light is reported by its form. */
export async function lampTown(): Promise<Knowledge> {
  const { flows } = townWithFlows(await shippedFlows(), {});
  const own = [
    entryWith({ id: 'via-publica.enllumenat', flow: 'street-incident' }),
    entryWith({ id: 'smalltalk.insult', kind: 'smalltalk' }),
  ];
  return { ...createKnowledge({ ...town, entries: [...town.entries, ...own] }), flows };
}

/** Plays messages, one a minute, below the report of a street light. */
export function belowLamp(knowledge: Knowledge, said: readonly Said[], first: Said = dark): TurnResult {
  const messages = [first, ...said].map(([text, read, move = 'follow']) => {
    const { content, changes } = readAsSaid(text, read);
    return { content, changes: { ...changes, knowledge: { ...knowledge, moves: always(move) } } };
  });
  return playTurns(messages, { knowledge });
}

/** All that was replied. */
export const allOf = (result: TurnResult): string => textsOf(result).join('\n');
