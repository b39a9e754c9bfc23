import { expect, test } from '@jest/globals';
import { shippedFlows } from '../../support/flows.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { always } from '../../support/talkTown.ts';
import { entryWith, town } from '../../support/town.ts';
import { textsOf, turnOf, understood } from '../../support/turn.ts';

test('an answer beside which other readings are shown keeps what it offers to begin, and the way out', async () => {
  const entries = [...town.entries, entryWith({ id: 'ambient.plagues', flow: 'street-incident', quickExit: true })];
  const known = { ...createKnowledge({ ...town, entries }), flows: await shippedFlows() };
  const topics = [
    { entry: 'ambient.plagues', confidence: 0.6 },
    { entry: 'padro.alta', confidence: 0.3 },
  ];
  const understanding = understood('rats and other things', { topics });
  const result = turnOf('rats and other things', { knowledge: { ...known, moves: always('ask') }, understanding });
  expect(textsOf(result)).toEqual(['ambient.plagues ca\n\nbeside ca']);
  expect(result.outbound[0]?.choices.map(({ value }) => value)).toEqual(['entry:padro.alta', 'start:street-incident']);
  expect(result.state.offered).toContain('start:street-incident');
  expect(result.outbound[0]?.quickExit).toBe(true);
});
