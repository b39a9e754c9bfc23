import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readCells } from '../../src/content/sheets/csv.ts';
import { staffRoles } from '../../src/core/model/agent.ts';
import { locales } from '../../src/core/model/locale.ts';
import { staffVocabulary } from '../../src/http/api/staffVocabulary.ts';
import { importColumns, planImport } from '../../src/identity/importStaff.ts';
import { agentWith } from '../support/agent.ts';

const said = (text: string) => ({ ca: text, es: `${text} es`, en: `${text} en` });
const departments = ['oac', 'via-publica'].map((id) => ({ id, name: said(`Departament ${id}`), aliases: [] }));
const vocabulary = staffVocabulary({ departments: { departments } });
const listed = [agentWith('anna', { name: 'Anna', email: 'anna@prat.example', roles: ['agent'], locales: ['ca'] })];
const plan = (csv: string) => planImport(readCells(csv), listed, vocabulary);

describe('a table of people', () => {
  test('is read with headings and values in any of the three languages, as spreadsheets save it', () => {
    const lines = plan(
      '\uFEFFNom i cognoms;Correu electrònic;Què pot fer;Departaments;Llengües\r\n' +
        'Berta Roca;BERTA@prat.example;Supervisor, edició;Departament via-publica es;català, English\r\n' +
        ';;;;\r\n' +
        'Carles Pi;carles@prat.example;agent;;\r\n',
    );
    expect(lines).toEqual([
      {
        ...{ row: 2, email: 'berta@prat.example', outcome: 'invite', agent: null, changes: [], problems: [] },
        person: {
          ...{
            name: 'Berta Roca',
            roles: ['supervisor', 'editor'],
            departments: ['via-publica'],
            locales: ['ca', 'en'],
          },
        },
      },
      {
        ...{ row: 4, email: 'carles@prat.example', outcome: 'invite', agent: null, changes: [], problems: [] },
        person: { name: 'Carles Pi', roles: ['agent'], departments: [], locales: ['ca'] },
      },
    ]);
  });

  test('says of each line what is wrong', () => {
    const lines = plan('name,email,roles,departments\n,x,king,nowhere\nA,a@b.cat,agent,\nA,A@B.cat,,\n');
    expect(
      lines.map(({ outcome, problems }) => [outcome, ...problems.map(({ column, kind }) => `${column} ${kind}`)]),
    ).toEqual([
      ['wrong', 'name missing', 'email unknown', 'roles unknown', 'departments unknown'],
      ['invite'],
      ['wrong', 'email repeated', 'roles missing'],
    ]);
  });

  test('that is none, or is too long, is refused whole', () => {
    expect(() => plan('hello\nworld')).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    const many = Array.from({ length: 201 }, (_, index) => `N,n${index}@b.cat,agent`);
    expect(() => plan(['name,email,roles', ...many].join('\n'))).toThrow(/200/);
  });

  test('whatever it holds, what is invited or changed is valid, once, and everything else is said to be wrong or the same', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        'agent',
        'editor;agent',
        'oac',
        'ca',
        'anna@prat.example',
        'b@c.cat',
        'B@c.cat ',
        '=1+1',
        ';',
        ', ',
      ),
      fc.string({ maxLength: 8 }),
    );
    const table = fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { maxLength: 12 });
    fc.assert(
      fc.property(table, (rows) => {
        const lines = planImport([importColumns, ...rows], listed, vocabulary);
        expect(lines).toHaveLength(rows.filter((row) => row.some((each) => each.trim() !== '')).length);
        const used = lines.filter(({ outcome }) => outcome !== 'wrong').map(({ email }) => email);
        expect(new Set(used).size).toBe(used.length);
        for (const { outcome, person, agent, problems } of lines) {
          expect(outcome === 'wrong').toBe(problems.length > 0);
          expect(person === null).toBe(outcome === 'wrong');
          expect(agent !== null).toBe(outcome === 'change' || outcome === 'same');
          expect(person?.roles.length ?? 1).toBeGreaterThan(0);
          expect(person?.locales.length ?? 1).toBeGreaterThan(0);
          expect(person?.roles.filter((role) => !staffRoles.includes(role)) ?? []).toEqual([]);
          expect(person?.locales.filter((locale) => !locales.includes(locale)) ?? []).toEqual([]);
          expect(person?.name.trim()).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });
});
