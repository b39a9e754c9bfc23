import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { folderSource } from '../../../src/content/documents/source.ts';
import { flowsOf } from '../../../src/content/flows/flowsOf.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { streetIn } from '../../../src/core/flows/place.ts';

/*
 * A list as a council imports it, and its streets as people write them: with or without the kind's article, in capitals,
 * without accents, shortened, in the middle of a sentence.
 */

const kinds = [
  { name: 'Carrer', written: ['carrer', 'C/', 'c.', 'cr', 'calle', 'cl.', 'street'] },
  { name: 'Avinguda', written: ['avinguda', 'av', 'Av.', 'avda.', 'avgda', 'avenida', 'avenue'] },
  { name: 'Plaça', written: ['plaça', 'placa', 'pl.', 'pza', 'plaza', 'square'] },
  { name: 'Passeig', written: ['passeig', 'pg.', 'paseo'] },
  { name: 'Ronda', written: ['ronda', 'rda.'] },
] as const;

const letters = 'abcdefghijlmnopqrstuvxzàèéíïòóúüç'.split('');
const word = fc.array(fc.constantFrom(...letters), { minLength: 6, maxLength: 10 }).map((each) => each.join(''));
const streetList = fc
  .uniqueArray(fc.tuple(word, fc.constantFrom('', "de l'", 'de la ', 'dels ', 'de '), fc.option(word)), {
    minLength: 2,
    maxLength: 12,
    selector: ([name]) => bare(name),
  })
  .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constantFrom(...kinds), fc.constant(name)))));

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
const titled = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const numbers = fc.constantFrom(' %', ', %', ' núm. %', ' nº %', ', número %', ' a la altura del %', ' number %');
const frames = fc.constantFrom('%', 'al %', 'hi ha un forat al % davant del forn', 'és a %.', 'On the % please');

test('a street of the list is found in any spelling, with its number', () => {
  const spelling = fc.record({
    betweens: fc.boolean(),
    accents: fc.boolean(),
    capitals: fc.boolean(),
    slip: fc.option(fc.record({ at: fc.nat(4), how: fc.constantFrom('wrong', 'missing', 'double') }), { freq: 3 }),
    kind: fc.nat(6),
    hasKind: fc.boolean(),
    number: fc.option(fc.tuple(numbers, fc.integer({ min: 1, max: 999 }))),
    frame: frames,
  });
  fc.assert(
    fc.property(streetList, fc.nat(), spelling, (list, pick, how) => {
      const streets = list.map(([kind, [name, between, more]]) => ({
        name: `${kind.name} ${between}${titled(name)}${more === null ? '' : ` ${titled(more)}`}`,
        others: [],
      }));
      const index = pick % list.length;
      const chosen = list[index];
      if (chosen === undefined) return;
      const [kind, [name, between, more]] = chosen;
      const slipped = how.slip === null || !how.hasKind ? name : withSlip(name, how.slip);
      // A slip may make another street's name of it.
      fc.pre(slipped === name || !list.some(([, [other]]) => bare(other) !== bare(name) && near(other, name)));
      const said = `${how.betweens ? between : ''}${slipped}${more === null ? '' : ` ${more}`}`;
      const shown = how.accents ? said : bare(said);
      const kindWritten = how.hasKind ? `${kind.written[how.kind % kind.written.length]} ` : '';
      const numbered = how.number === null ? '' : how.number[0].replace('%', String(how.number[1]));
      const whole = how.frame.replace('%', `${kindWritten}${how.capitals ? shown.toUpperCase() : shown}${numbered}`);
      const wanted = how.number === null ? streets[index]?.name : `${streets[index]?.name}, ${how.number[1]}`;
      expect([whole, streetIn(whole, streets)]).toEqual([whole, { text: wanted, isKnown: true }]);
    }),
    { numRuns: 500 },
  );
});

function withSlip(name: string, { at, how }: { readonly at: number; readonly how: string }): string {
  const letter = name[at] ?? '';
  if (how === 'missing') return name.slice(0, at) + name.slice(at + 1);
  return `${name.slice(0, at)}${how === 'double' ? letter + letter : 'w'}${name.slice(at + 1)}`;
}

/** Whether two generated names are so like each other that a slip confuses them. */
function near(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)];
  return Math.abs(a.length - b.length) <= 2 && [...a].filter((letter, at) => b[at] !== letter).length <= 2;
}

test('a name without its kind that two streets have is nobody to guess, and with its kind it is that one', () => {
  fc.assert(
    fc.property(word, fc.shuffledSubarray([...kinds], { minLength: 2, maxLength: 2 }), (name, both) => {
      const streets = both.map((kind) => ({ name: `${kind.name} ${titled(name)}`, others: [] }));
      expect(streetIn(`al ${name} 12`, streets)).toBeNull();
      for (const [index, kind] of both.entries())
        expect(streetIn(`${kind.written[1]} ${name} 12`, streets)?.text).toBe(`${streets[index]?.name}, 12`);
    }),
  );
});

test('the names that ship are those that pages cited in dialogs/ name', async () => {
  const { content } = await loadContent(
    folderSource(fileURLToPath(new URL('../../../dialogs', import.meta.url))),
    null,
  );
  const { streets } = flowsOf(content);
  const cited = JSON.stringify([content.council, Object.values(content.faq)]).toLowerCase();
  for (const { name } of streets) expect(cited).toContain(name.toLowerCase());
  expect(streetIn('pça. de la vila núm 1', streets)?.text).toBe('Plaça de la Vila, 1');
  expect(streetIn('a la rda sud 20', streets)?.text).toBe('Ronda Sud, 20');
  // Not on any page that is cited: it is kept as it was typed.
  expect(streetIn('av verge montserrat 40', streets)).toBeNull();
});
