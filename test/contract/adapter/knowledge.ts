import type { Knowledge } from '../../../src/core/ports/knowledge.ts';
import { createKnowledge } from '../../support/knowledge.ts';
import { entryWith, town } from '../../support/town.ts';

const inAll = (text: string) => ({ ca: text, es: text, en: text });

/** Everything that light Markdown knows. */
export const marked = [
  'Cal portar **el DNI** i **el contracte**:',
  '- original',
  '- còpia',
  'Més a [la seu](https://seu.example/tramits_i_gestions?a=1&b=2) o a [Correu](mailto:oac@prat.example).',
].join('\n');

/** Characters that mean something in one dialect or another, and nothing here. */
const plainSigns = [
  'a_b_c *d* `e` ~~f~~ ||g|| __h__ #1 +2 -3 =4 {5} !6 .7 (8) [9] \\10',
  '<b>x</b> & <at>y</at> &lt; <@123> <#4> @everyone @here :smile: > no',
  '1. u | dos | ^tres^ $4$ %5% "6" ’7’ —',
].join('\n\n');

/** Forty paragraphs with bold and links, longer than any message that a platform takes. */
export const long = Array.from(
  { length: 40 },
  (_, index) =>
    `Paràgraf ${index + 1}: ${'paraula i una altra paraula '.repeat(6)}amb **un tros en negreta ${index + 1}** i ` +
    `[un enllaç ${index + 1}](https://seu.example/pagina/${index + 1}).`,
).join('\n\n');

/** As long as a choice may ever become: what a button carries is often shorter. */
export const longEntry = `residus.${'recollida-de-mobles-i-trastos-vells-'.repeat(3)}al-carrer`;

/** What the bot knows under the contract: asked for by these very words. */
export const contractKnowledge: Knowledge = createKnowledge({
  ...town,
  entries: [
    ...town.entries,
    entryWith({ id: 'text.marked', answer: inAll(marked) }),
    entryWith({ id: 'text.signs', answer: inAll(plainSigns) }),
    entryWith({ id: 'text.long', answer: inAll(long), followUps: ['padro.alta'] }),
    entryWith({ id: longEntry, title: inAll('Mobles i trastos') }),
  ],
  questions: {
    ...town.questions,
    markup: ['text.marked'],
    signs: ['text.signs'],
    'tell me a lot': ['text.long'],
    'old things': [longEntry, 'residus.mobles'],
  },
});
