import { describe, expect, test } from '@jest/globals';
import { sayable } from '../../../src/content/checks/talk.ts';
import { folderSource } from '../../../src/content/documents/source.ts';
import { loadContent } from '../../../src/content/load/loadContent.ts';
import { sayProblem } from '../../../src/content/problem.ts';
import { phraseKeys } from '../../../src/core/model/phrase.ts';
import { faqEntry } from '../../support/contentFolder.ts';
import { useSpoiltContent } from '../../support/spoiltContent.ts';

/** Phrases stand one a line, below the first one. */
const lineOfFailed = phraseKeys.indexOf('failed') + 2;

/** A side of an entry that names whose hours it tells. */
const hoursOf = (aspect: string, department: string) =>
  `aspects: { ${aspect}: { hoursOf: ${department}, answer: { ca: Hores., es: Horas., en: Hours. } } }\n    `;

const spoilt = useSpoiltContent({});
const problemsNow = async () => (await spoilt.load()).problems;

test('good content has no problem and is read whole', async () => {
  const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
  expect(problems).toEqual([]);
  expect(Object.keys(content.faq)).toEqual(['faq/padro.yaml', 'faq/residus.yaml']);
  expect(content.faq['faq/padro.yaml']?.entries.map(({ id }) => id)).toEqual(['padro.alta', 'padro.certificat']);
  expect(content.council.values.phone).toBe('933 790 050');
});

describe('a mistake names its file, its line and how to fix it', () => {
  // File, passage, what stands there instead, line, what the message says.
  test.each([
    ['faq/padro.yaml', 'topic: padro', 'topic: impostos', 1, 'give both the same name'],
    ['faq/padro.yaml', 'topic: padro', 'topic: Padró', 1, 'write it in lower case'],
    ['faq/padro.yaml', 'topic: padro\n', '', 1, '`topic` is missing: write text here'],
    ['faq/padro.yaml', 'id: padro.alta', 'id: alta', 3, 'write topic.name in lower case'],
    ['faq/padro.yaml', 'id: padro.alta', 'id: residus.alta', 3, 'begin the id with padro.'],
    ['faq/padro.yaml', 'id: padro.alta', 'id: padro.certificat', 14, 'give each entry its own id'],
    ['faq/padro.yaml', 'department: oiac', 'department: nobody', 4, 'use an id of dialogs/departments.yaml'],
    ['faq/padro.yaml', 'department: oiac', 'department: [a]', 4, 'write text here'],
    ['faq/padro.yaml', 'padro.alta ca, es', `${'x'.repeat(41)}, es`, 5, 'write at most 40 characters'],
    ['faq/padro.yaml', 'title: { ca: padro.alta ca,', 'title: {', 5, '`entries.0.title.ca` is missing'],
    [
      'faq/padro.yaml',
      'ask padro.alta es 7',
      '',
      6,
      '`entries.0.questions.es` has too few questions: write at least 8',
    ],
    ['faq/padro.yaml', 'ask padro.alta es 7', '2026', 6, 'between quotes if it is a number'],
    ['faq/padro.yaml', 'ask padro.alta es 7', 'a: b', 6, 'or contains a colon'],
    ['faq/padro.yaml', 'ask padro.alta es 7', 'x'.repeat(301), 6, '300 characters at most'],
    ['faq/padro.yaml', 'es: Respuesta.', 'es:', 9, '`entries.0.answer.es` is missing: write text here'],
    ['faq/padro.yaml', 'es: Respuesta.', 'es: "  "', 9, 'is empty: write the answer'],
    ['faq/padro.yaml', 'es: Respuesta.', 'es: a <b>bold</b> word', 9, 'use **bold**'],
    ['faq/padro.yaml', 'es: Respuesta.', `es: ${'word '.repeat(700)}`, 9, 'write at most 3,000 characters'],
    ['faq/padro.yaml', 'es: Respuesta.', 'fr: Réponse.', 9, 'an unknown key (fr): correct its spelling or remove it'],
    ['faq/padro.yaml', 'https://seu.example', 'http://seu.example', 11, 'write it whole, with https://'],
    ['faq/padro.yaml', 'https://seu.example', 'seu.example', 11, 'write it whole, with https://'],
    ['faq/padro.yaml', 'name: Seu', 'name: ""', 11, 'name the page'],
    ['faq/padro.yaml', 'verified: 2026-11-24', 'verified: 24/11/2026', 12, 'write it as YYYY-MM-DD'],
    ['faq/padro.yaml', 'verified: 2026-11-24', 'verified: 2026-02-30', 12, 'write it as YYYY-MM-DD'],
    ['faq/padro.yaml', 'verified: 2026-11-24', 'checked: 2026-11-24', 12, 'an unknown key (checked)'],
    [
      'faq/padro.yaml',
      'verified: 2026-11-24',
      `${hoursOf('hours', 'nobody')}verified: 2026-11-24`,
      12,
      '`nobody` is not a department',
    ],
    [
      'faq/padro.yaml',
      'verified: 2026-11-24',
      `${hoursOf('cost', 'oiac')}verified: 2026-11-24`,
      12,
      'belongs to `hours` alone',
    ],
    ['faq/padro.yaml', '{ from: 2026-11-24 }', '{ from: 2026-11-24, until: 2025-01-01 }', 13, 'fix `from` or `until`'],
    ['faq/padro.yaml', '{ from: 2026-11-24 }', '{ from: 2026-11-24, until: soon }', 13, 'write it as YYYY-MM-DD'],
    ['faq/residus.yaml', '[padro.alta]', '[a.a, a.b, a.c, a.d]', 14, 'name at most 3 entries'],
    ['faq/residus.yaml', 'entries:', 'entries: []\nrest:', 2, 'has no entries: add one, or remove the file'],
    [
      'council.yaml',
      'phone: 933 790 050',
      'phone: 933790050',
      3,
      'write one text between quotes, or one each for ca, es and en',
    ],
    ['council.yaml', 'welcome: [padro.alta]', 'welcome: padro.alta', 4, 'write a list here, each item after "- "'],
    ['council.yaml', 'site: https', 'side: https', 6, 'an unknown key (side)'],
    ['departments.yaml', 'id: hisenda', 'id: Hisenda', 3, 'use one of dialogs/departments.yaml'],
    ['departments.yaml', 'ca: Hisenda ca', 'ca: ""', 3, 'is empty: write it or remove the line'],
    ['commands.yaml', 'command: help', 'command: helpp', 2, 'write one of help, language, person'],
    ['commands.yaml', '[help ara]', '[]', 4, 'write at least one'],
    ['commands.yaml', 'command: language', 'command: help', 6, '`help` occurs twice: keep one of them'],
    ['smalltalk.yaml', 'id: smalltalk.thanks', 'id: padro.thanks', 2, 'begin it with smalltalk.'],
    ['phrases.yaml', '  failed: { ca: failed ca,', '  failed: {', lineOfFailed, '`phrases.failed.ca` is missing'],
  ])('%s: %j for %j', async (file, from, to, line, fix) => {
    const { problems } = await spoilt.expectFault(file, from, to, line, fix);
    for (const { message } of problems) expect(message).not.toMatch(/Invalid|Too (small|big)|expected|received/);
  });

  test('as one line that an editor can follow', () => {
    const problem = { file: 'faq/padro.yaml', line: 12, message: 'is wrong: fix it', fatal: true };
    expect(sayProblem(problem)).toBe('dialogs/faq/padro.yaml:12: is wrong: fix it');
    expect(sayProblem({ ...problem, line: null })).toBe('dialogs/faq/padro.yaml: is wrong: fix it');
  });

  test.each([
    ['a quote that is not closed', 'ca: Resposta.', 'ca: "Resposta.', 'is not valid YAML'],
    ['a tabulator', '      es: Respuesta.', '\tes: Respuesta.', 'is not valid YAML'],
    ['a key given twice', 'es: Respuesta.', 'ca: Resposta.', 'is not valid YAML'],
    ['brackets without end', 'ca: Resposta.', `ca: ${'['.repeat(20_000)}`, 'is not valid YAML'],
    ['an alias', 'department: oiac', 'department: *nobody', 'write the text itself here'],
    [
      'an alias of something',
      'id: padro.alta\n    department: oiac',
      'id: &it padro.alta\n    department: *it',
      'write the text itself here',
    ],
  ])('also when it is no YAML that we take: %s', async (_, from, to, fix) => {
    await spoilt.folder.edit('faq/padro.yaml', from, to);
    const problems = await problemsNow();
    expect(problems.length).toBeLessThanOrEqual(3);
    expect(problems[0]).toMatchObject({ file: 'faq/padro.yaml', fatal: true, message: expect.stringContaining(fix) });
    expect(problems[0]?.line).toEqual(expect.any(Number));
  });

  test('a billion laughs are not laughed', async () => {
    const laughs = Array.from(
      { length: 12 },
      (_, n) => `l${n}: &l${n} [${n === 0 ? 'ha' : Array(10).fill(`*l${n - 1}`)}]`,
    );
    await spoilt.folder.write('faq/padro.yaml', laughs.join('\n'));
    expect((await problemsNow())[0]?.message).toContain('write the text itself here');
  });

  test('a file that is no text, too large, or not there', async () => {
    await spoilt.folder.write('faq/padro.yaml', Uint8Array.from([0x74, 0xe0, 0x6f]));
    await spoilt.folder.write('faq/residus.yaml', 'x'.repeat(2_000_001));
    await spoilt.folder.remove('smalltalk.yaml');
    expect((await problemsNow()).map(sayProblem)).toEqual([
      'dialogs/smalltalk.yaml: is missing: restore it',
      'dialogs/faq/padro.yaml: cannot be read as UTF-8 text: check its permissions and encoding',
      'dialogs/faq/residus.yaml: is larger than 2 MB: split it',
    ]);
  });

  test('an empty file', async () => {
    await spoilt.folder.write('faq/padro.yaml', '');
    expect(await problemsNow()).toMatchObject([{ file: 'faq/padro.yaml', line: null, fatal: true }]);
  });
});

describe('what makes the bot less good is told, and costs nothing', () => {
  test.each([
    ['faq/padro.yaml', 'ca: Resposta.', 'ca: "Hi ha dues vies:"', 8, 'is not self-contained'],
    ['faq/padro.yaml', 'es: Respuesta.', 'es: "Hay dos vías.\\n\\n- una\\n- otra"', 9, 'says too little'],
    ['faq/residus.yaml', '[padro.alta]', '[padro.gone]', 14, 'follow-up `padro.gone` does not exist'],
    ['faq/residus.yaml', '[padro.alta]', '[residus.mobles]', 14, 'is its own follow-up'],
    ['faq/residus.yaml', 'ask residus.mobles es 3', '¡Ask padro-alta ES 3!', 6, 'is also under padro.alta'],
    ['council.yaml', '[padro.alta]', '[padro.gone]', null, '`welcome` names padro.gone'],
    ['council.yaml', '[padro.alta]', '[padro.alta, command.person, flow.gone]', null, '`welcome` names flow.gone'],
    ['dangers.yaml', "number: '112'", "number: '112'\n    entry: padro.gone", null, 'names the entry padro.gone'],
    ['phrases.yaml', 'failed: { ca: failed ca', 'failed: { ca: "call {{phon}}"', lineOfFailed, '{{phon}} has no value'],
    ['phrases.yaml', '  failed:', '  faild: { ca: a, es: b, en: c }\n  failed:', lineOfFailed, '`faild` is never used'],
  ])('%s: %j for %j', async (file, from, to, line, said) => {
    await spoilt.folder.edit(file, from, to);
    const { problems } = await loadContent(folderSource(spoilt.folder.path), null);
    expect(problems).toEqual([{ file, line, message: expect.stringContaining(said), fatal: false }]);
  });
});

test('a command that is missing is told, and so is one that the bot does not know', async () => {
  await spoilt.folder.edit('commands.yaml', '  - command: help', '  - command: erase');
  expect((await problemsNow()).map(sayProblem)).toEqual([
    expect.stringContaining('commands.yaml:1: command `help` is missing'),
    expect.stringMatching(/commands\.yaml:30: `erase` occurs twice/),
  ]);
});

describe('one bad file keeps its last good version', () => {
  test('and everything else is taken as it is now', async () => {
    await spoilt.folder.edit('faq/padro.yaml', 'es: Respuesta.', 'es:');
    await spoilt.folder.edit('faq/residus.yaml', 'es: Respuesta.', 'es: Otra respuesta.');
    const { content } = await spoilt.load();
    expect(content.faq['faq/padro.yaml']).toEqual(spoilt.before.faq['faq/padro.yaml']);
    expect(content.faq['faq/residus.yaml']?.entries[0]?.answer.es).toBe('Otra respuesta.');
  });

  test('a bad entry keeps its last good version, the others of its file are taken as they are now', async () => {
    await spoilt.folder.edit('faq/padro.yaml', 'ca: Resposta.', 'ca: Nova.');
    await spoilt.folder.edit('faq/padro.yaml', '  - id: padro.certificat', '  - id: padro.certificat\n    nonsense: 1');
    const { content, problems } = await spoilt.load();
    const [first, second] = content.faq['faq/padro.yaml']?.entries ?? [];
    expect(first?.answer.ca).toBe('Nova.');
    expect(second).toEqual(spoilt.before.faq['faq/padro.yaml']?.entries[1]);
    expect(problems.map(({ fatal }) => fatal)).toEqual([true]);
  });

  test.each(['council', 'departments', 'phrases', 'commands', 'smalltalk'] as const)('%s.yaml too', async (name) => {
    await spoilt.folder.write(`${name}.yaml`, 'nonsense: 1');
    const { content, problems } = await spoilt.load();
    expect(content[name]).toEqual(spoilt.before[name]);
    expect(problems.length).toBeGreaterThan(0);
  });

  test('without one, a bad entry is left out, and costs its file nothing else', async () => {
    await spoilt.folder.edit('faq/padro.yaml', 'es: Respuesta.', 'es:');
    const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
    expect(content.faq['faq/padro.yaml']?.entries.map(({ id }) => id)).toEqual(['padro.certificat']);
    // What pointed there is told as well.
    expect(problems.map(({ fatal }) => fatal)).toEqual([true, false, false]);
  });

  test('without one, a file that the bot needs to speak is refused, with all that is wrong in it', async () => {
    await spoilt.folder.edit('phrases.yaml', '  failed: { ca: failed ca,', '  failed: {');
    await spoilt.folder.edit('phrases.yaml', '  limited: { ca: limited ca,', '  limited: {');
    await expect(loadContent(folderSource(spoilt.folder.path), null)).rejects.toMatchObject({
      code: 'content.invalid',
      message: expect.stringMatching(
        /`phrases\.(?:limited|failed)\.ca` is missing.*\n.*`phrases\.(?:limited|failed)\.ca`/,
      ),
    });
  });

  test('content that is older than the program says what ships with it, and tells what is missing', async () => {
    await spoilt.folder.edit('phrases.yaml', '  noted:', '  notd:');
    const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
    const shipped = await loadContent(folderSource('dialogs'), null);
    expect(content.phrases.phrases.noted).toEqual(shipped.content.phrases.phrases.noted);
    expect(content.phrases.phrases.limited?.ca).toBe('limited ca');
    expect(problems.map(({ message, fatal }) => [message.slice(0, 28), fatal])).toEqual([
      ['phrase `noted` is missing: a', false],
      ['phrase `notd` is never used:', false],
    ]);
  });

  test('but not where it would say the name of a value that the council does not have', () => {
    const inAll = (text: string) => ({ ca: text, es: text, en: text });
    const phrases = { plain: inAll('Hola'), named: inAll('Truqueu al {{phone}}') };
    expect(Object.keys(sayable(phrases, ['phone']))).toEqual(['plain', 'named']);
    expect(Object.keys(sayable(phrases, []))).toEqual(['plain']);
  });

  test('a file that was taken away is gone', async () => {
    await spoilt.folder.remove('faq/residus.yaml');
    const { content } = await spoilt.load();
    expect(Object.keys(content.faq)).toEqual(['faq/padro.yaml']);
  });
});

test('a folder that is not there is said with the setting that names it', async () => {
  const missing = `${spoilt.folder.path}/nowhere`;
  for (const previous of [null, spoilt.before]) {
    await expect(loadContent(folderSource(missing), previous)).rejects.toMatchObject({
      code: 'content.missing',
      message: expect.stringContaining('DIALOGS_DIR'),
    });
  }
});

test('hidden files, and those of another kind, are not ours', async () => {
  await spoilt.folder.write('faq/.padro.yaml.swp', 'x');
  await spoilt.folder.write('faq/.hidden.yaml', 'x');
  await spoilt.folder.write('faq/README.md', 'x');
  expect((await loadContent(folderSource(spoilt.folder.path), null)).problems).toEqual([]);
});

test('topics that would take names of the bot’s own are refused', async () => {
  await spoilt.folder.write('faq/command.yaml', `topic: command\nentries:${faqEntry('command.erase')}\n`);
  const { content, problems } = await loadContent(folderSource(spoilt.folder.path), null);
  expect(problems).toMatchObject([{ file: 'faq/command.yaml', line: 1, fatal: true }]);
  expect(Object.keys(content.faq)).not.toContain('faq/command.yaml');
});
