import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editFields, readFileFields } from '../../../src/content/desk/editFields.ts';

const shipped = (file: string) => readFileSync(new URL(`../../../dialogs/${file}`, import.meta.url), 'utf8');
const files = [
  'protocol.yaml',
  'calendar.yaml',
  'tests.yaml',
  'flows/facility-booking.yaml',
  'flows/street-incident.yaml',
];
// biome-ignore lint/suspicious/noExplicitAny: whatever a file holds.
type Any = any;
const fieldsOf = (text: string): Any => JSON.parse(JSON.stringify(readFileFields(text)));
const commentsOf = (text: string) => text.split('\n').filter((line) => /^\s*#/.test(line));
/** Lines that differ, as a set of both sides. */
const changed = (before: string, after: string) => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return { gone: old.filter((line) => !now.includes(line)), come: now.filter((line) => !old.includes(line)) };
};

describe('fields of a file', () => {
  test.each(files)('that say the same leave %s as it is', (file) => {
    const text = shipped(file);
    expect(editFields(text, fieldsOf(text))).toBe(text);
  });

  test('a rule is changed in the lines that say otherwise', () => {
    const text = shipped('protocol.yaml');
    const { rules } = fieldsOf(text);
    const at = rules.findIndex(({ id }: Any) => id === 'false-deliberate');
    rules[at] = { ...rules[at], tone: 'cordial', first: 'chat', cites: ['Terrassa', 'own'] };
    rules[at].when.kinds.push('spam');
    expect(changed(text, editFields(text, { rules }))).toEqual({
      gone: ['    when: { kinds: [false-information], surface: public, traits: [deliberate] }'],
      come: [
        '    when: { kinds: [false-information, spam], surface: public, traits: [deliberate] }',
        '    cites: [Terrassa, own]',
      ],
    });
  });

  test('a rule that moves takes the comment above it along, and headings stay', () => {
    const text = shipped('protocol.yaml');
    const { rules } = fieldsOf(text);
    const at = rules.findIndex(({ id }: Any) => id === 'data-subject');
    rules.unshift(rules.splice(at, 1)[0]);
    const edited = editFields(text, { rules });
    expect(commentsOf(edited).toSorted()).toEqual(commentsOf(text).toSorted());
    const lines = edited.split('\n');
    const own = lines.indexOf(
      '  # What somebody asks about their own data, even where it names a law on information or a procedure.',
    );
    expect(lines[own + 1]).toBe('  - id: data-subject');
    const politics = rules.findIndex(({ id }: Any) => id === 'politics');
    const gone = editFields(edited, { rules: rules.toSpliced(politics, 1) }).split('\n');
    expect(gone[gone.indexOf('  # -- What needs no answer --') + 1]).toBe('  - id: praise');
  });

  test('what is new is written as by hand', () => {
    const text = shipped('protocol.yaml');
    const { rules, deadlines } = fieldsOf(text);
    rules.splice(1, 0, {
      id: 'new-rule',
      when: { kinds: ['spam'] },
      do: ['answer'],
      tone: 'cordial',
      administrativeSilence: 'none',
      escalationPolicy: 'nobody',
      cites: ['own'],
    });
    const edited = editFields(text, {
      rules,
      deadlines: { ...deadlines, quick: { unit: 'working-hours', amount: 1, binding: 'own', cites: ['own'] } },
    });
    expect(changed(text, edited)).toEqual({
      gone: [],
      come: ['  quick: { unit: working-hours, amount: 1, binding: own, cites: [own] }', '  - id: new-rule'],
    });
  });

  test('local holidays and hours keep the comments around them', () => {
    const text = shipped('calendar.yaml');
    const { local, hours } = fieldsOf(text);
    hours.oiac.summer.periods[0].until = '13:00';
    const edited = editFields(text, { local: { ...local, '2026': ['2026-01-02', '2026-01-03'], '2028': [] }, hours });
    expect(commentsOf(edited)).toEqual(commentsOf(text));
    expect(changed(text, edited)).toEqual({
      gone: ['  2026: []', '        - { days: [mon, tue, wed, thu, fri], from: 9:00, until: 14:00 }'],
      come: [
        '  2026: [2026-01-02, 2026-01-03]',
        '  2028: []',
        '        - { days: [mon, tue, wed, thu, fri], from: 9:00, until: 13:00 }',
      ],
    });
  });

  test('steps are changed, moved, added and removed within a branch', () => {
    const text = shipped('flows/facility-booking.yaml');
    const { steps } = fieldsOf(text);
    const branch = steps.find(({ if: condition }: Any) => condition === 'wants == "yes"');
    branch.then.reverse();
    branch.then.find(({ collect }: Any) => collect === 'people').ask.ca = 'Quants sou?';
    branch.then.push({ say: { ca: 'Fet.', es: 'Hecho.', en: 'Done.' } });
    const edited = editFields(text, { steps });
    expect(fieldsOf(edited).steps).toEqual(steps);
    expect(changed(text, edited).come).toContain('      - say: { ca: Fet., es: Hecho., en: Done. }');
    expect(commentsOf(edited)).toEqual(commentsOf(text));
  });

  test('a step that goes to another branch and back takes its comments along', () => {
    const text = `flow: x
steps:
  - say: { ca: a }
  # Why it is asked.
  - collect: place # a comment behind it
    ask:
      # In plain words.
      ca: |
        On és?

        Digueu-ho.
  - if: place == "x"
    then:
      - say: { ca: b }
  - say: { ca: c }
`;
    const before = fieldsOf(text).steps;
    const [a, asked, branch, c] = before;
    // biome-ignore lint/suspicious/noThenProperty: steps of a flow, which nobody awaits.
    const inside = editFields(text, { steps: [a, { ...branch, then: [...branch.then, asked] }, c] });
    expect(inside).toBe(`flow: x
steps:
  - say: { ca: a }
  - if: place == "x"
    then:
      - say: { ca: b }
      # Why it is asked.
      - collect: place # a comment behind it
        ask:
          # In plain words.
          ca: |
            On és?

            Digueu-ho.
  - say: { ca: c }
`);
    expect(editFields(inside, { steps: before })).toBe(text);
  });

  test('whatever is changed, nothing else is, and comments outside of what goes are kept', () => {
    const words = fc.constantFrom(
      'a',
      'it is: so',
      "l'hora",
      '# no',
      'a, b',
      '9:00',
      '2026-01-01',
      'yes',
      '',
      ' x ',
      'ü\nb\n',
      '"q"',
      '- x',
      '[1]',
      '{{code}}',
      'true',
      '12',
    );
    const value = fc.oneof(words, fc.array(words, { maxLength: 3 }), fc.record({ ca: words, es: words }), fc.integer());
    fc.assert(
      fc.property(
        fc.constantFrom(...files.slice(1)),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom('set', 'remove', 'move', 'add'), value, fc.nat()), {
          minLength: 1,
          maxLength: 6,
        }),
        (file, edits) => {
          const text = shipped(file);
          const fields = fieldsOf(text);
          for (const [at, how, wanted, to] of edits) change(fields, at, how, wanted, to);
          const edited = editFields(text, {
            ...Object.fromEntries(Object.keys(fieldsOf(text)).map((key) => [key, null])),
            ...fields,
          });
          expect(fieldsOf(edited)).toEqual(fields);
          if (!edits.some(([, how]) => how !== 'move'))
            expect(commentsOf(edited).toSorted()).toEqual(commentsOf(text).toSorted());
          // Back again: the same content.
          expect(fieldsOf(editFields(edited, fieldsOf(text)))).toMatchObject(fieldsOf(text));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a text that cannot be read is not changed', () => {
    expect(() => editFields('a: [', { a: 1 })).toThrow('correct it as text');
    expect(readFileFields('- a\n')).toBeNull();
    expect(readFileFields('a: &x 1\nb: *x\n')).toBeNull();
  });
});

/** All maps and lists of a value. */
function collections(value: Any): Any[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(collections)];
}

function change(fields: Any, at: number, how: string, wanted: unknown, to: number): void {
  const all = collections(fields);
  const one = all[at % all.length];
  const keys = Object.keys(one);
  if (Array.isArray(one)) {
    if (how === 'move' && one.length > 1) one.splice(to % one.length, 0, one.splice(at % one.length, 1)[0]);
    else if (how === 'add') one.splice(to % (one.length + 1), 0, wanted);
    else if (how === 'remove' && one.length > 1) one.splice(to % one.length, 1);
    else if (how === 'set' && one.length > 0) one[to % one.length] = wanted;
    return;
  }
  const key = keys[to % Math.max(1, keys.length)];
  if (how === 'add') one[`new${to % 3}`] = wanted;
  else if (key !== undefined && how === 'remove' && one !== fields) delete one[key];
  else if (key !== undefined && how === 'set' && one !== fields) one[key] = wanted;
}
