import { describe, expect, test } from '@jest/globals';
import { buildProtocol } from '../../../src/content/buildProtocol.ts';
import { folderSource } from '../../../src/content/documents/source.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { decideProtocol } from '../../../src/protocol/index.ts';
import { useSpoiltContent } from '../../support/spoiltContent.ts';

const spoilt = useSpoiltContent({});

describe('a mistake names its line and how to fix it, and the last good version stays', () => {
  test.each([
    ['protocol.yaml', 'kinds: [insult]', 'kinds: [insults]', 18, 'is not a known kind: write one of question'],
    ['protocol.yaml', 'do: [propose-removal]', 'do: [remove]', 19, 'is not a known action: write one of answer'],
    ['protocol.yaml', 'do: [propose-removal]', 'do: []', 19, 'write at least one action'],
    ['protocol.yaml', '    breaks: respectful\n', '', 19, 'names the condition that was broken'],
    ['protocol.yaml', 'breaks: respectful', 'breaks: polite', 20, '`polite` is not among `conditions`'],
    ['protocol.yaml', 'first: chat', 'first: soon', 31, '`soon` is not among `deadlines`'],
    ['protocol.yaml', 'reply: receipt', 'reply: receit', 29, '`receit` is not among `replies`'],
    ['protocol.yaml', 'to: responsible', 'to: nobody', 28, '`nobody` is not a department'],
    ['protocol.yaml', '    to: responsible\n', '', 27, '`forward` and `to` belong together'],
    ['protocol.yaml', '[acknowledge, forward]', '[do-not-engage, forward]', 27, 'means no answer'],
    ['protocol.yaml', '[acknowledge, forward]', '[acknowledge, forward, alert]', 33, 'begins with `at: 0`'],
    ['protocol.yaml', 'id: everything', 'id: insult', 25, 'give each rule its own name'],
    ['protocol.yaml', 'when: {}', 'when: { kinds: [question] }', 17, 'no rule says what to do with complaint'],
    ['protocol.yaml', 'when: {}', 'when: { hours: open }', 17, 'no rule says what to do with question'],
    ['protocol.yaml', 'breaks: respectful', 'breaks: respectful\n    confirmation: none', 21, 'an uncertain breach'],
    [
      'protocol.yaml',
      'unit: working-hours, amount: 2',
      'unit: hours, amount: 2',
      7,
      'write one of at-once, working-hours',
    ],
    ['protocol.yaml', 'amount: 2, binding', 'amount: 0, binding', 7, 'must be at least 1'],
    ['protocol.yaml', 'amount: 2, binding', 'amount: two, binding', 7, 'write a number'],
    [
      'protocol.yaml',
      'working-hours, amount',
      'working-days, amount',
      7,
      'is not a known start: write one of arrival, opening',
    ],
    ['protocol.yaml', 'binding: guide, cites: [own]', 'binding: guide, cites: []', 7, 'say where this comes from'],
    [
      'protocol.yaml',
      'binding: guide, cites: [own]',
      'binding: guide, cites: [G9 5]',
      7,
      '"G9 5" does not begin with a source',
    ],
    ['protocol.yaml', '{ at: 1, notify', '{ at: -1, notify', 11, 'must not be below 0'],
    ['protocol.yaml', '[supervisor]', '[boss]', 11, 'is not a known role: write one of agent'],
    ['protocol.yaml', '"{{code}} es"', '"{{code}} {{cod}} es"', 15, '{{cod}} has no value'],
    ['calendar.yaml', 'Europe/Madrid', 'Europe/Prat', 1, 'write one like Europe/Madrid'],
    ['calendar.yaml', '2026-09-28', '2027-09-28', 5, 'is not in 2026'],
    ['calendar.yaml', '[2026-09-28]', '[2026-09-28, 2026-09-28]', 5, 'occurs twice'],
    ['calendar.yaml', '[2026-09-28]', '[2026-09-28, 2026-09-29, 2026-09-30]', 5, 'a town has two'],
    ['calendar.yaml', '[2026-09-28]', '[28/9/2026]', 5, 'write it as YYYY-MM-DD'],
    ['calendar.yaml', 'hoursOf: oiac', 'hoursOf: hisenda', 6, '`hisenda` has no hours'],
    ['calendar.yaml', '  oiac:\n', '  oiac2:\n', 9, '`oiac2` is not a department'],
    ['calendar.yaml', 'until: 14:00', 'until: 8:00', 10, 'ends before it begins'],
    ['calendar.yaml', 'region: CT', 'region: catalonia', 3, 'write capital letters'],
  ])('%s: %j for %j', async (file, from, to, line, fix) => {
    const { content } = await spoilt.expectFault(file, from, to, line, fix);
    expect(buildProtocol(content).version).toBe(buildProtocol(spoilt.before).version);
  });

  test('a place whose holidays nobody knows', async () => {
    await spoilt.folder.edit('calendar.yaml', 'region: CT', 'region: XX');
    const { content, problems } = await spoilt.load();
    expect(problems).toMatchObject([{ file: 'calendar.yaml', fatal: true }]);
    expect(content.publicHolidays).toEqual(spoilt.before.publicHolidays);
    await expect(loadContent(folderSource(spoilt.folder.path), null)).rejects.toThrow('correct the codes');
  });

  test('a rule that is never reached, or a reply that is never used, is told and costs nothing', async () => {
    await spoilt.folder.edit('protocol.yaml', 'kinds: [insult], surface: public', '');
    const { content, problems } = await spoilt.load();
    expect(problems).toMatchObject([{ line: 25, fatal: false, message: expect.stringContaining('is never reached') }]);
    expect(content.protocol.rules[0]?.when.kinds).toBeNull();
    await spoilt.folder.edit('protocol.yaml', '    reply: receipt\n', '');
    expect((await spoilt.load()).problems.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('never used'),
    );
  });

  test('without a last good version the bot does not start', async () => {
    await spoilt.folder.remove('protocol.yaml');
    await expect(loadContent(folderSource(spoilt.folder.path), null)).rejects.toThrow(
      'dialogs/protocol.yaml: is missing',
    );
    expect((await spoilt.load()).content.protocol).toEqual(spoilt.before.protocol);
  });
});

describe('the version of the protocol', () => {
  test('changes with the protocol and with the calendar, and with nothing else', async () => {
    const version = async () => buildProtocol((await spoilt.load()).content).version;
    const first = buildProtocol(spoilt.before).version;
    await spoilt.folder.edit('faq/padro.yaml', 'es: Respuesta.', 'es: Otra.');
    expect(await version()).toBe(first);
    await spoilt.folder.edit('protocol.yaml', 'amount: 2', 'amount: 3');
    const second = await version();
    expect(second).not.toBe(first);
    await spoilt.folder.edit('calendar.yaml', '2026-09-28', '2026-09-29');
    expect([first, second]).not.toContain(await version());
  });
});

describe('the calendar', () => {
  test.each([
    ['a public holiday of Catalonia', '2026-09-11', false],
    ['one of the town’s own days', '2026-09-28', false],
    ['a day that is free besides', '2026-09-29', false],
    ['a holiday that is worked all the same', '2026-12-08', true],
    ['any other Tuesday', '2026-11-24', true],
  ])('%s', async (_, day, worked) => {
    await spoilt.folder.edit('calendar.yaml', 'region: CT }', 'region: CT, also: [2026-09-29], except: [2026-12-08] }');
    const protocol = buildProtocol((await spoilt.load()).content);
    const { open } = decideProtocol(protocol, {
      kind: 'question',
      traits: [],
      surface: 'private',
      account: { id: 'web', department: null, hours: null },
      department: null,
      at: Date.parse(`${day}T10:00+02:00`),
    });
    expect(open).toBe(worked);
  });

  test('looks holidays up only where the last content does not have them', async () => {
    const marked = { ...spoilt.before.publicHolidays, days: ['2026-11-24'] };
    const { content } = await loadContent(folderSource(spoilt.folder.path), {
      ...spoilt.before,
      publicHolidays: marked,
    });
    expect(content.publicHolidays).toBe(marked);
    const older = { ...marked, library: 'older' };
    const again = await loadContent(folderSource(spoilt.folder.path), { ...spoilt.before, publicHolidays: older });
    expect(again.content.publicHolidays).toEqual(spoilt.before.publicHolidays);
  });
});
