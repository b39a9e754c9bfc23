import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { paperLanguages, papers } from '../../scripts/papers.mjs';
import * as policy from '../../src/core/cases/policy.ts';
import { staffRoles } from '../../src/core/model/agent.ts';
import { temporaryFolder } from '../support/service.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

interface Said {
  readonly ca: string;
  readonly es: string;
}
interface Measure {
  readonly code: string;
  readonly name: Said;
  readonly does?: Said;
  readonly tests?: readonly string[];
  readonly council?: Said;
}
const { measures } = parse(read('docs/legal/ens.yaml')) as { measures: readonly Measure[] };
const processing = parse(read('docs/legal/processing.yaml')) as {
  readonly activities: readonly { readonly id: string; readonly retention: readonly string[] }[];
  readonly risks: readonly { readonly tests: readonly string[] }[];
  readonly channels: Readonly<Record<string, Said>>;
  readonly policy: Readonly<Record<string, Said>>;
  readonly roles: Readonly<Record<string, Said>>;
};
const retention = parse(read('dialogs/retention.yaml')) as {
  readonly conversation: { readonly id: string };
  readonly cases: readonly { readonly id: string }[];
};

/** How many measures each group of annex II of the Real Decreto 311/2022 has (BOE-A-2022-7191), in its order. */
const annex = {
  org: 4,
  'op.pl': 5,
  'op.acc': 6,
  'op.exp': 10,
  'op.ext': 4,
  'op.nub': 1,
  'op.cont': 4,
  'op.mon': 3,
  'mp.if': 7,
  'mp.per': 4,
  'mp.eq': 4,
  'mp.com': 4,
  'mp.si': 5,
  'mp.sw': 2,
  'mp.info': 6,
  'mp.s': 4,
};
const annexCodes = Object.entries(annex).flatMap(([group, count]) =>
  Array.from({ length: count }, (_, index) => `${group}.${index + 1}`),
);

test('the papers say what the content, the policy and their data say now: `npm run papers`', () => {
  expect(papers().size).toBeGreaterThan(12);
  for (const [path, text] of papers()) expect([path, read(`docs/${path}`)]).toEqual([path, text]);
});

test('a council’s own periods make its papers, and what it wrote around them stays', () => {
  const council = temporaryFolder();
  try {
    for (const name of ['retention.yaml', 'council.yaml', 'phrases.yaml']) {
      const text = read(`dialogs/${name}`).replace('6 mesos des de', '3 mesos des de');
      writeFileSync(join(council.path, name), text);
    }
    mkdirSync(join(council.path, 'ca/legal'), { recursive: true });
    const own = read('docs/ca/legal/registre.md').replace('**[per omplir]**', 'Alcaldia');
    writeFileSync(join(council.path, 'ca/legal/registre.md'), own);
    const made = papers({ content: council.path, pages: council.path });
    expect(made.get('ca/legal/registre.md')).toContain('3 mesos des de');
    expect(made.get('ca/legal/registre.md')).toContain('contacte: Alcaldia');
    expect(made.get('es/legal/registre.md')).toContain('**[por rellenar]**');
  } finally {
    council.remove();
  }
});

test('every measure of annex II of the ENS is there, in its order, and no other', () => {
  expect(annexCodes).toHaveLength(73);
  expect(measures.map(({ code }) => code)).toEqual(annexCodes);
});

test('of each measure it is said what the program does or what the council must, and only what is done has tests', () => {
  expect(measures.filter(({ does, council }) => !does && !council).map(({ code }) => code)).toEqual([]);
  expect(measures.filter(({ does, tests }) => tests && !does).map(({ code }) => code)).toEqual([]);
  expect(measures.filter(({ tests }) => tests).length).toBeGreaterThan(35);
});

test('every test that a measure or a risk names is there, and tests something', () => {
  const named = [...measures, ...processing.risks].flatMap(({ tests = [] }) => tests);
  expect(
    named.filter((path) => !/^test\/.*(\.test|Contract)\.ts$/.test(path) || !existsSync(new URL(path, root))),
  ).toEqual([]);
  expect(named.filter((path) => !/\b(test|it)(\.each)?\(|Contract\(/.test(read(path)))).toEqual([]);
});

test('each period of retention belongs to an activity of the record, and each platform is listed', () => {
  const rules = [retention.conversation, ...retention.cases].map(({ id }) => id);
  const cited = processing.activities.flatMap((activity) => activity.retention);
  expect([...new Set(cited)].toSorted()).toEqual(rules.toSorted());
  const adapters = readdirSync(new URL('adapters/', root)).filter((name) => !name.includes('.'));
  expect(Object.keys(processing.channels).toSorted()).toEqual(adapters.toSorted());
});

test('each list of roles of the policy is named, and each role', () => {
  const lists = Object.entries(policy).flatMap(([name, value]) => (Array.isArray(value) ? [name] : []));
  expect(Object.keys(processing.policy).toSorted()).toEqual(
    [...lists.filter((name) => name !== 'everybody'), 'overseers'].toSorted(),
  );
  expect(Object.keys(processing.roles)).toEqual([...staffRoles]);
});

describe.each(readdirSync(new URL('docs/ca/legal/', root)))('%s', (name) => {
  test('leaves the same blanks in both languages, and no value unfilled', () => {
    const pages = paperLanguages.map((language) => read(`docs/${language}/legal/${name}`));
    const blanks = pages.map((page) => page.match(/\*\*\[(per omplir|por rellenar)\b/g)?.length ?? 0);
    expect(blanks[1]).toBe(blanks[0]);
    expect(blanks[0]).toBeGreaterThan(0);
    for (const page of pages) expect(page).not.toMatch(/\{\{|undefined/);
  });
});
