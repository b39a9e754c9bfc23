import { expect, test } from '@jest/globals';
import { parseLightMarkdown } from '../../../src/http/pages/lightMarkdown.ts';
import { canFormat, formatted, type TextFormat } from '../../../web/console/model/formatting.ts';

/** A text in which `[` and `]` stand around what is selected. */
const selected = (marked: string) => {
  const start = marked.indexOf('‹');
  return { text: marked.replace(/[‹›]/g, ''), start, end: marked.indexOf('›') - 1 };
};
const shown = ({ text, start, end }: ReturnType<typeof selected>) =>
  `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;

test.each<readonly [string, TextFormat, string, string]>([
  ['a word', 'bold', 'Hi anem ‹dilluns›.', 'Hi anem **‹dilluns›**.'],
  ['a word with the space around it', 'bold', 'Hi anem‹ dilluns ›sí', 'Hi anem **‹dilluns›** sí'],
  ['a bold word', 'bold', 'Hi anem **‹dilluns›**.', 'Hi anem ‹dilluns›.'],
  ['nothing', 'bold', 'Hi ‹›', 'Hi **‹text›**'],
  ['two lines', 'bold', '‹un\ndos›', '**‹un**\n**dos›**'],
  ['a line with the caret in it', 'list', 'un\nd‹›os', 'un\n- dos‹›'],
  ['two lines', 'list', '‹un\ndos›\ntres', '‹- un\n- dos›\ntres'],
  ['lines of which one is an item', 'list', '‹- un\ndos›', '‹- un\n- dos›'],
  ['a list', 'list', '‹- un\n- dos›', '‹un\ndos›'],
  ['a word', 'link', 'Vegeu la ‹pàgina›.', 'Vegeu la [pàgina](‹https://›).'],
  ['an address', 'link', '‹https://elprat.cat/a›', '[‹text›](https://elprat.cat/a)'],
  ['nothing', 'link', '‹›', '[text](‹https://›)'],
])('%s, formatted as %s', (_, format, before, after) => {
  expect(shown(formatted(selected(before), format, 'text'))).toBe(after);
});

test('what is formatted is read as it was meant', () => {
  const { text } = formatted(selected('Porteu:\n‹el padró\nel DNI›'), 'list', '');
  expect(parseLightMarkdown(text)).toMatchObject([
    { kind: 'paragraph', inlines: [{ text: 'Porteu:' }] },
    { kind: 'list', items: [[{ text: 'el padró' }], [{ text: 'el DNI' }]] },
  ]);
  const bold = formatted(selected('‹un\ndos›'), 'bold', '');
  expect(parseLightMarkdown(bold.text)).toMatchObject([
    { inlines: [{ kind: 'bold' }, { kind: 'break' }, { kind: 'bold' }] },
  ]);
});

test('a channel that shows text as it was typed has no formatting', () => {
  expect(['webchat', 'telegram', 'teams', 'discord', 'open311', 'terminal'].filter(canFormat)).toEqual([
    'webchat',
    'telegram',
    'teams',
    'discord',
  ]);
});
