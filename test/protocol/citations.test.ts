import { beforeAll, expect, test } from '@jest/globals';
import type { CompiledProtocol } from '../../src/core/model/protocol.ts';
import { openProtocol } from '../../src/protocol/index.ts';
import { loadShipped } from './shipped.ts';

let protocol: CompiledProtocol;
beforeAll(async () => {
  const { shipped } = await loadShipped();
  protocol = openProtocol(shipped, { values: { ca: {}, es: {}, en: {} }, departments: {} });
});

test.each([
  ['a guide by its title', 'chat', /^Guia d'usos i estil de les xarxes socials/],
  ['a regulation with its article', 'full-answer', /^Reglament de participació ciutadana de Barcelona \(art\. 93\)$/],
  ['a law also by its number', 'forwarding', /^Llei de transparència, .* \(Llei 19\/2014 art\. 30\)$/],
])('citizens read %s', (_, deadline, title) => {
  expect(protocol.citesOf(deadline)[0]).toMatch(title);
});

test('what the council decided by itself names nobody', () => {
  expect(protocol.citesOf('reasoned-reply')).toHaveLength(2);
  expect(protocol.citesOf('unknown')).toEqual([]);
});
