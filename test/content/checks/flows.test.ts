import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { checkFlowFile, checkFlowsTogether } from '../../../src/content/checks/flows.ts';
import { definitionOf } from '../../../src/content/flows/flowsOf.ts';
import { readYaml } from '../../../src/content/load/readYaml.ts';
import { type FlowFile, flowFile } from '../../../src/content/schema/flows.ts';

const departments = new Set(['via-publica', 'salut-publica']);

const good = `
flow: lamp
title: { ca: Un fanal, es: Una farola, en: A lamp }
about: { ca: un fanal, es: una farola, en: a lamp }
start: { kinds: [incident] }
slots:
  danger: { type: consent, title: { ca: Perill, es: Peligro, en: Danger } }
  colour:
    type: choice
    title: { ca: Color, es: Color, en: Colour }
    options:
      - { id: red, title: { ca: Vermell, es: Rojo, en: Red } }
      - { id: green, title: { ca: Verd, es: Verde, en: Green } }
steps:
  - collect: danger
    ask: { ca: Hi ha perill?, es: ¿Hay peligro?, en: Is there danger? }
  - collect: colour
    ask: { ca: De quin color?, es: ¿De qué color?, en: Which colour? }
  - if: danger == "yes" and colour == "red"
    then:
      - do: open-case
        kind: incident
        department: via-publica
    else:
      - say: { ca: D'acord., es: De acuerdo., en: All right. }
`;

function problemsOf(text: string, file = 'flows/lamp.yaml'): readonly string[] {
  const { result, problems } = readYaml(file, text, flowFile);
  const found = result === null ? [] : checkFlowFile(file, result, { departments });
  return [...problems, ...found].map(({ line, message }) => `${line}: ${message}`);
}

test('a flow without a fault has none', () => {
  expect(problemsOf(good)).toEqual([]);
});

describe('each fault is told with its line and what to do', () => {
  test('offers to programs only what opens a case that anybody may report, and asks nothing that they cannot send', () => {
    const offered = 'open311: { description: { ca: Fanal., es: Farola., en: Lamp. } }\nsteps:';
    const service = good.replace('steps:', offered);
    expect(problemsOf(service)).toEqual([]);
    expect(problemsOf(service.replace('kind: incident\n', 'kind: data-subject\n')).join()).toContain(
      'anybody may report',
    );
    const email = '  mail: { type: email, title: { ca: Correu, es: Correo, en: Mail } }\n  colour:';
    const asking = '  - collect: mail\n    ask: { ca: Correu?, es: Correo?, en: Mail? }\n  - collect: colour';
    const unsendable = service.replace('  colour:', email).replace('  - collect: colour', asking);
    expect(problemsOf(unsendable).join()).toContain('programs cannot send `mail`');
  });

  test.each([
    ['a missing language', good.replace(', en: Is there danger?', ''), /^16: `steps.0.ask.en` is missing: write text/],
    ['an unknown slot', good.replace('collect: colour', 'collect: color'), /^17: `color` is not among `slots`/],
    [
      'a slot that is never asked for',
      good.replace('  - collect: colour\n    ask: { ca: De quin color?, es: ¿De qué color?, en: Which colour? }\n', ''),
      /^9: `colour` is never asked for/,
    ],
    [
      'a condition on an unknown slot',
      good.replace('danger == "yes"', 'dangr == "yes"'),
      /^19: `dangr` is neither a slot/,
    ],
    [
      'a condition that cannot be read',
      good.replace('danger == "yes" and', 'danger = = "yes" and'),
      /^19: cannot be read/,
    ],
    [
      'steps that are never reached',
      good.replace('colour == "red"', 'colour == "blue"'),
      /^19: `colour` is never "blue", so the steps below are never reached/,
    ],
    ['a department that does not exist', good.replace('via-publica', 'carrers'), /^23: `carrers` is not a department/],
    ['a case without a kind', good.replace('        kind: incident\n', ''), /^21: `open-case` needs `kind`/],
    ['a choice without options', good.replace('type: consent', 'type: choice'), /^7: has no options/],
    ['a text with an unknown name', good.replace("D'acord.", '"{{size}}"'), /^25: \{\{size\}\} has no value/],
    ['another name than its file', good.replace('flow: lamp', 'flow: lamps'), /^2: `flow` is lamps/],
    [
      'steps after the end',
      `${good}  - do: person\n  - say: { ca: Adeu., es: Adiós., en: Bye. }\n`,
      /is never reached: the step before it ends the flow/,
    ],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text).join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });
});

function read(text: string): FlowFile {
  return flowFile.parse(parse(text));
}

test('flows that call each other in a circle, that nobody begins, or that begin with the same messages are told', () => {
  const one = read(`${good}  - call: two\n`);
  const two = read(
    `${good.replace('flow: lamp', 'flow: two').replace('kinds: [incident]', 'kinds: []')}  - call: lamp\n`,
  );
  const three = read(good.replace('flow: lamp', 'flow: three'));
  const four = read(good.replace('flow: lamp', 'flow: four').replace('kinds: [incident]', 'kinds: []'));
  const files = { 'flows/lamp.yaml': one, 'flows/two.yaml': two, 'flows/three.yaml': three, 'flows/four.yaml': four };
  const found = checkFlowsTogether(files, [], () => null).map(({ file, message }) => `${file}: ${message}`);
  expect(found.join('\n')).toContain('flows/lamp.yaml: calls `two`, which calls it again');
  expect(found.join('\n')).toContain('flows/four.yaml: nothing begins it');
  expect(found.join('\n')).toContain('flows/three.yaml: begins with the same messages as `lamp`');
  expect(found.join('\n')).toContain('is also a slot of');
});

test('a version changes with anything in the flow, also in one that it calls, and with nothing else', () => {
  const called = read(
    good.replace('flow: lamp', 'flow: two').replaceAll('danger', 'risk').replaceAll('colour', 'shade'),
  );
  const caller = read(`${good}  - call: two\n`);
  const { version } = definitionOf(caller, [caller, called]);
  expect(definitionOf(caller, [caller, called, read(good.replace('flow: lamp', 'flow: other'))]).version).toBe(version);
  const changed = read(
    good.replace('flow: lamp', 'flow: two').replaceAll('danger', 'risk').replaceAll('colour', 'tone'),
  );
  expect(definitionOf(caller, [caller, changed]).version).not.toBe(version);
});

test('the flow that the guide builds step by step is one', () => {
  const page = readFileSync(new URL('../../../docs/en/fluxos.md', import.meta.url), 'utf8');
  const [first = '', second = '', third = ''] = Array.from(
    page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm),
    ([, yaml]) => yaml ?? '',
  );
  expect(problemsOf(first, 'flows/pest-report.yaml')).toEqual([]);
  const whole = first.slice(0, first.indexOf('slots:')) + second + third;
  expect(problemsOf(whole, 'flows/pest-report.yaml')).toEqual([]);
});
