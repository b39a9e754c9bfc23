import { describe, expect, test } from '@jest/globals';
import type { CannedReply, CaseTurn, SuggestFor } from '../../../src/http/api/wire.ts';
import { rankReplies, suggestFacts } from '../../../web/console/model/suggested.ts';
import { caseItem, turnWith } from './support/cases.ts';

const all = (text: string) => ({ ca: text, es: text, en: text });
const nothing: SuggestFor = { kinds: [], departments: [], entries: [], words: [] };
const reply = (id: string, suggestFor: Partial<SuggestFor> | null): CannedReply => {
  return { id, title: all(id), text: all(id), suggestFor: suggestFor && { ...nothing, ...suggestFor } };
};
const furniture = { id: 'residus.mobles', title: all('Mobles vells') };

const item = caseItem(4, 0, { kind: 'incident', department: 'via-publica' });
const said = (revision: number, text: string): CaseTurn =>
  turnWith(item, revision, { citizen: { text, files: [], notKept: [] } });
const understood = (turn: CaseTurn, reasoning: Partial<CaseTurn['reasoning']>): CaseTurn => {
  return { ...turn, reasoning: { ...turn.reasoning, ...reasoning } };
};
const byStaff = (revision: number): CaseTurn =>
  turnWith(item, revision, { said: [{ text: 'Ho mirem.', by: 'staff', state: 'sent', files: [] }] });

/** The suggested replies, in their order. */
function suggested(replies: readonly CannedReply[], turns: readonly CaseTurn[], about?: string): readonly string[] {
  const view = { case: about === undefined ? item.case : { ...item.case, about } };
  return rankReplies(replies, suggestFacts(view, turns))
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ reply: { id } }) => id);
}

describe('a canned reply is suggested', () => {
  const turns = [said(1, 'El fanal del carrer Major no fa llum')];

  test.each<[string, Partial<SuggestFor> | null, boolean]>([
    ['for nothing', null, false],
    ['for lists in which nothing is', {}, false],
    ['for the kind of the case', { kinds: ['complaint', 'incident'] }, true],
    ['for another kind', { kinds: ['complaint'] }, false],
    ['for its department', { departments: ['via-publica'] }, true],
    ['for another department', { departments: ['hisenda'] }, false],
    ['for its kind in another department', { kinds: ['incident'], departments: ['hisenda'] }, false],
    ['for the beginning of a word that was written', { words: ['FANALS', 'fana'] }, true],
    ['for the middle of one', { words: ['anal'] }, false],
    ['for two words, wherever each is', { words: ['llum fanal'] }, true],
    ['for two words of which one is not there', { words: ['fanal trencat'] }, false],
  ])('%s: %j → %s', (_, suggestFor, isSuggested) => {
    expect(suggested([reply('r', suggestFor)], turns)).toEqual(isSuggested ? ['r'] : []);
  });

  test('for a service: of the case, answered by the bot, or most likely meant by what was written last', () => {
    const replies = [reply('mobles', { entries: [furniture] })];
    const ranked = (confidence: number) => [{ entry: furniture.id, title: 'Mobles vells', confidence }];
    expect(suggested(replies, turns)).toEqual([]);
    expect(suggested(replies, turns, furniture.id)).toEqual(['mobles']);
    expect(suggested(replies, [understood(said(1, 'Mobles?'), { answered: furniture.id }), byStaff(2)])).toEqual([
      'mobles',
    ]);
    expect(suggested(replies, [understood(said(1, 'Mobles?'), { ranked: ranked(0.6) })])).toEqual(['mobles']);
    expect(suggested(replies, [understood(said(1, 'Mobles?'), { ranked: ranked(0.5) })])).toEqual([]);
  });

  test('by what was written last: all since staff wrote, or else the newest message', () => {
    const replies = [reply('llum', { words: ['llum'] }), reply('quan', { words: ['quan'] })];
    const before = said(1, 'No hi ha llum');
    expect(suggested(replies, [before, said(2, 'Quan vindreu?')])).toEqual(['llum', 'quan']);
    expect(suggested(replies, [before, byStaff(2), said(3, 'Quan vindreu?')])).toEqual(['quan']);
    expect(suggested(replies, [before, byStaff(2)])).toEqual(['llum']);
    expect(suggested(replies, [])).toEqual([]);
  });
});

describe('suggested replies', () => {
  const replies = [
    reply('salutacio', null),
    reply('departament', { departments: ['via-publica'] }),
    reply('mena', { kinds: ['incident'] }),
    reply('comiat', null),
    reply('mena-i-departament', { kinds: ['incident'], departments: ['via-publica'] }),
    reply('paraula', { words: ['fanal'] }),
    reply('servei', { entries: [furniture] }),
    reply('una-altra-mena', { kinds: ['incident'] }),
  ];
  const turns = [said(1, 'El fanal no fa llum')];
  const ranked = rankReplies(replies, suggestFacts({ case: { ...item.case, about: furniture.id } }, turns));

  test('come first, the most particular on top; else each keeps its place', () => {
    expect(ranked.map(({ reply: { id } }) => id)).toEqual([
      ...['servei', 'paraula', 'mena-i-departament', 'mena', 'una-altra-mena', 'departament'],
      ...['salutacio', 'comiat'],
    ]);
  });

  test('say why, as the reply names it', () => {
    const why = new Map(ranked.map(({ reply: { id }, reasons }) => [id, reasons]));
    expect(why.get('servei')).toEqual([{ by: 'entry', title: furniture.title }]);
    expect(why.get('paraula')).toEqual([{ by: 'word', word: 'fanal' }]);
    expect(why.get('mena-i-departament')).toEqual([{ by: 'kind' }, { by: 'department' }]);
    expect(why.get('comiat')).toEqual([]);
  });
});
