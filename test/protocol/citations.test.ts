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
  [
    'a regulation with its article',
    'data-subject',
    /^Reglament \(UE\) 2016\/679, general de protecció de dades \(.*art\. 12\.3\)$/,
  ],
  ['a law also by its number', 'forwarding', /^Llei de transparència, .* \(Llei 19\/2014 art\. 30\)$/],
])('citizens read %s', (_, deadline, title) => {
  expect(protocol.citesOf(deadline)[0]).toMatch(title);
});

test('a guide, another city or the council itself is no basis of a deadline, and is not given as one', () => {
  for (const deadline of ['chat', 'house', 'mailbox', 'full-answer', 'reasoned-reply'])
    expect([deadline, protocol.citesOf(deadline)]).toEqual([deadline, []]);
  expect(protocol.citesOf('unknown')).toEqual([]);
});
