import { describe, expect, test } from '@jest/globals';
import type { Content } from '../../src/content/content.ts';
import { versionOf } from '../../src/content/content.ts';
import { entriesOf, learntVariantsOf, variantsOf } from '../../src/content/entries.ts';
import { commands } from '../../src/core/model/parsedCommand.ts';
import type { LabelledTurn } from '../../src/language/understanding/trainingDialogues.ts';
import { useSpoiltContent } from '../support/spoiltContent.ts';
import { entryWith } from '../support/town.ts';

const spoilt = useSpoiltContent({});
const load = async (): Promise<Content> => (await spoilt.load()).content;

describe('entries', () => {
  test('are those of the FAQ, small talk and the commands, each once', async () => {
    const ids = entriesOf(await load()).map(({ id }) => id);
    expect(ids).toEqual([
      'padro.alta',
      'padro.certificat',
      'residus.mobles',
      'smalltalk.thanks',
      ...commands.map((command) => `command.${command}`),
    ]);
  });

  test('carry what an answer needs', async () => {
    expect(entriesOf(await load())[0]).toEqual(
      entryWith({
        id: 'padro.alta',
        title: { ca: 'padro.alta ca', es: 'padro.alta es', en: 'padro.alta en' },
        answer: { ca: 'Resposta.', es: 'Respuesta.', en: 'Answer.' },
        source: { url: 'https://seu.example', name: 'Seu' },
        valid: { from: '2026-11-24', until: null },
      }),
    );
  });

  test('have sides and special cases, with the source of the entry where they name none of their own', async () => {
    const own = `
    plain: { ca: Fàcil., es: Fácil., en: Plain. }
    sensitive: true
    aspects:
      cost:
        answer: { ca: De franc., es: Gratis., en: Free. }
      hours:
        answer: { ca: Dilluns., es: Lunes., en: Mondays. }
        source: { url: https://hours.example, name: Hours }
        verified: 2026-11-25
    exceptions:
      - id: no-contract
        title: { ca: Sense contracte, es: Sin contrato, en: No contract }
        questions:
          ca: [i si no tinc contracte, com em puc empadronar sense tenir contracte]
          es: [y si no tengo contrato, cómo me empadrono si no tengo contrato]
          en: [and if I have no contract, how do I register without a rental contract]
        answer: { ca: Autorització., es: Autorización., en: Authorisation. }`;
    await spoilt.folder.edit('faq/padro.yaml', '{ from: 2026-11-24 }', `{ from: 2026-11-24 }${own}`);
    const content = await load();
    const entry = entriesOf(content)[0];
    const source = { url: 'https://seu.example', name: 'Seu' };
    expect(entry).toMatchObject({
      plain: { en: 'Plain.' },
      sensitive: true,
      aspects: {
        cost: { answer: { en: 'Free.' }, source, verified: '2026-11-24' },
        hours: { source: { name: 'Hours' }, verified: '2026-11-25' },
      },
      exceptions: [{ id: 'no-contract', title: { en: 'No contract' }, source, verified: '2026-11-24' }],
    });
    // What names the service asks for the entry, too; what continues may be about any.
    const variants = variantsOf(content)[0]?.variants.map(({ text }) => text);
    expect(variants).toContain('how do I register without a rental contract');
    expect(variants).not.toContain('and if I have no contract');
  });

  test('that offer a quick exit are sensitive', async () => {
    await spoilt.folder.edit('faq/padro.yaml', '{ from: 2026-11-24 }', '{ from: 2026-11-24 }\n    quickExit: true');
    expect(entriesOf(await load())[0]).toMatchObject({ quickExit: true, sensitive: true });
  });

  test('follow nothing that is not there, nor themselves', async () => {
    await spoilt.folder.edit('faq/residus.yaml', '[padro.alta]', '[padro.gone, padro.alta, residus.mobles]');
    const entry = entriesOf(await load()).find(({ id }) => id === 'residus.mobles');
    expect(entry?.followUps).toEqual(['padro.alta']);
  });
});

describe('variants', () => {
  test('are the questions of each entry in all languages', async () => {
    const variants = variantsOf(await load());
    expect(variants.map(({ id }) => id)).toEqual(entriesOf(await load()).map(({ id }) => id));
    const [first] = variants;
    expect(first?.variants).toHaveLength(24);
    expect(first?.variants).toContainEqual({ locale: 'es', text: 'ask padro.alta es 0' });
  });

  test('of a command are its exact words too', async () => {
    const help = variantsOf(await load()).find(({ id }) => id === 'command.help')?.variants;
    expect(help).toContainEqual({ locale: 'en', text: 'help now' });
    expect(help).toContainEqual({ locale: 'en', text: 'please help en 3' });
  });
});

describe('what entries are learnt from', () => {
  const asked = (turns: readonly LabelledTurn[]) => [{ id: 'en-1', locale: 'en' as const, turns }];
  const wordingsIn = (id: string, learnt: ReturnType<typeof learntVariantsOf>) =>
    learnt.find((each) => each.id === id)?.variants.map(({ text }) => text) ?? [];

  test('is also how conversations ask for them, or come back to them', async () => {
    const learnt = learntVariantsOf(
      await load(),
      asked([
        { user: 'just got here, where do i sign up', act: 'topic', topic: 'padro.alta' },
        { user: 'and the cost?', act: 'aspect', topic: 'padro.alta', aspect: 'cost' },
        { user: 'back to signing up', act: 'back', topic: 'padro.alta' },
        { user: 'book me a dentist', act: 'outside' },
      ]),
    );
    const wordings = wordingsIn('padro.alta', learnt);
    expect(wordings.slice(0, 24)).toEqual(wordingsIn('padro.alta', variantsOf(await load())));
    // What only continues says nothing of the service.
    expect(wordings.slice(24)).toEqual(['just got here, where do i sign up', 'back to signing up']);
  });

  test('names nothing twice, and no entry that the content has not', async () => {
    const content = await load();
    const learnt = learntVariantsOf(
      content,
      asked([
        { user: 'Ask padro.alta en 0!', act: 'topic', topic: 'padro.alta' },
        { user: 'where is the moon', act: 'topic', topic: 'padro.gone' },
      ]),
    );
    expect(learnt).toEqual(variantsOf(content));
  });
});

describe('the version', () => {
  test('changes with every word, and with nothing else', async () => {
    const before = versionOf(await load());
    await spoilt.folder.edit('faq/padro.yaml', 'topic: padro', '# comment\ntopic:   "padro"');
    expect(versionOf(await load())).toBe(before);
    await spoilt.folder.edit('smalltalk.yaml', 'Welcome en', 'Welcome EN');
    expect(versionOf(await load())).not.toBe(before);
    expect(before).toMatch(/^[0-9a-f]{16}$/);
  });
});
