import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readProtocol } from '../../src/cli/protocol/readProtocol.ts';
import { replay as replayJournal } from '../../src/cli/protocol/replayRules.ts';
import { protocolStrings } from '../../src/cli/protocol/strings.ts';
import { protocol } from '../../src/cli/protocol.ts';
import { buildProtocol } from '../../src/content/buildProtocol.ts';
import { folderSource } from '../../src/content/documents/source.ts';
import { loadContent } from '../../src/content/load/loadContent.ts';
import { notUnderstood } from '../../src/core/model/understanding.ts';
import { makeFolder, type TestFolder } from '../store/folder.ts';
import { readAs } from '../support/knowledge.ts';
import { runCommand } from '../support/runCommand.ts';
import { learntDir } from '../support/service.ts';
import { openInstallation } from './installation.ts';

const command = fileURLToPath(new URL('../../src/cli/protocol.ts', import.meta.url));
const shippedDialogs = fileURLToPath(new URL('../../dialogs', import.meta.url));
/** The shipped content with one file of answers and no dangers: the protocol asks for neither, and they are most of it. */
const content = makeFolder();
const dialogs = join(content.path, 'dialogs');
const isLeftOut = (path: string) => /\/faq\/(?!oiac)|\/dangers\//.test(path);
cpSync(shippedDialogs, dialogs, { recursive: true, filter: (path) => !isLeftOut(path) });
afterAll(() => content.remove());

let folder: TestFolder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

const env = (locale: string) => ({
  ...{ DATA_DIR: 'data', DIALOGS_DIR: dialogs, LEARNT_DIR: learntDir },
  ...{ DEFAULT_LOCALE: locale, MEANING: 'off' },
});

describe('npm run protocol:check', () => {
  async function check(locale: string, ...argv: readonly string[]): Promise<string> {
    const said: string[] = [];
    expect(await protocol(['check', ...argv], env(locale), folder.path, (line) => said.push(line))).toBe(0);
    return said.join('\n');
  }
  const monday = ['--at', '2026-11-30T10:00'];

  test.each([
    [
      'ca',
      /^Queixa, en públic, el dilluns 30 de novembre/,
      /Primera resposta: .* 12\.00 \(2 hores d'atenció; guia: G9; G7\)/,
    ],
    [
      'es',
      /^Queja, en público, el lunes 30 de noviembre/,
      /Primera respuesta: .* 12:00 \(2 horas de atención; guía: G9; G7\)/,
    ],
    ['en', /^Complaint, in public, Monday,? 30 November/, /First answer: .* 12:00 \(2 office hours; guide: G9; G7\)/],
  ])('says in words what would happen: %s', async (locale, beginning, deadline) => {
    const said = await check(locale, 'x', '--kind', 'complaint', '--public', ...monday);
    expect(said).toMatch(beginning);
    expect(said).toMatch(deadline);
    expect(said).not.toMatch(/undefined|null|NaN/);
  });

  test('says what is done, by whom, what silence means, who is told, and the words of the reply', async () => {
    const said = await check('en', '--kind', 'information-request', ...monday);
    expect(said).toMatch(/What is done: acknowledge and pass it on to the Secretariat and transparency department\./);
    expect(said).toMatch(/Full answer: until .*30 December 2026 \(1 month; law: Llei 19\/2014 art\. 33\)/);
    expect(said).toMatch(/It may be extended until .*14 January 2027/);
    expect(said).toMatch(/If nobody answers: .* counts as yes/);
    expect(said).toMatch(/- .*: communication office \(150 %, full answer\)/);
    expect(said).toMatch(/Body responsible: the Secretariat and transparency department/);
    expect(said).toMatch(/the two local holidays of 2026 are missing/);
  });

  test.each([
    ['ca', /passar-ho a l'Oficina d'atenció/, /la porta l'Oficina d'atenció/i, /Qui en respon: Oficina d'atenció/],
    [
      'es',
      /pasarlo a la Oficina de atención/,
      /la lleva la Oficina de atención/i,
      /Quién responde: Oficina de atención/,
    ],
  ])(
    'names a department in a sentence as people do, and in a list without its article: %s',
    async (locale, ...said) => {
      const all = await check(locale, '--kind', 'complaint', ...monday);
      for (const each of said) expect(all).toMatch(each);
    },
  );

  test('tells what it takes a message for, when nobody says', async () => {
    const said = await check('en', 'hi ha foc a casa meva, ajuda', ...monday);
    expect(said).toMatch(/^It looks like "Emergency" \(\d+ % sure\)/);
    expect(said).toMatch(/call \[112\]/);
  });

  test('tells a person who writes outside hours when somebody is there', async () => {
    const said = await check('es', '--kind', 'person', '--at', '2026-11-28');
    expect(said).toMatch(/Ahora no hay nadie atendiendo. Alguien vuelve el lunes 30 de noviembre, a las 9:00/);
    expect(said).toMatch(/Volvemos el lunes 30 de noviembre/);
  });

  test.each([
    [['check'], /protocol:check -- "TEXT"/],
    [['check', 'x', 'y'], /protocol:check -- "TEXT"/],
    [['check', 'x', '--kind', 'nonsense'], /--kind takes one of question/],
    [['check', 'x', '--kind', 'spam', '--trait', 'nice'], /--trait takes one of private-topic/],
    [['check', 'x', '--kind', 'spam', '--at', 'soon'], /2026-11-24T10:00/],
    [['check', 'x', '--kind', 'spam', '--department', 'nobody'], /There is no department nobody/],
    [['replay'], /protocol:replay -- --protocol FILE/],
  ])('refuses %j and says what can be written', async (argv, fix) => {
    await expect(protocol(argv, env('en'), folder.path, () => {})).rejects.toThrow(fix);
  });

  test('asks for the kind where no content tells kinds apart', async () => {
    const bare = join(folder.path, 'dialogs');
    cpSync(dialogs, bare, { recursive: true, filter: (path) => !path.includes('/kinds') });
    const said = protocol(['check', 'x'], { ...env('en'), DIALOGS_DIR: bare }, folder.path, () => {});
    await expect(said).rejects.toThrow(/Add --kind and one of these: question, complaint/);
  });
});

describe('npm run protocol:replay', () => {
  async function replay(text: string) {
    write(text);
    const words = [command, 'replay', '--protocol', 'changed.yaml'];
    const { code, stdout, stderr } = await runCommand(words, { cwd: folder.path, env: env('en') });
    return { code, said: code === 0 ? stdout : stderr };
  }
  const write = (text: string) => writeFileSync(join(folder.path, 'changed.yaml'), text);
  const shipped = readFileSync(join(dialogs, 'protocol.yaml'), 'utf8');
  const change = (from: string, to: string) => {
    expect(shipped).toContain(from);
    return shipped.replace(from, to);
  };

  beforeEach(async () => {
    write(`${shipped}\n# a remark`);
    const installation = openInstallation(join(folder.path, 'data'), null);
    await installation.say('anna', 'sou uns inútils de merda');
    await installation.say('anna', 'com m’empadrono?');
    await installation.say(
      'joan',
      'fa mesos que em queixo del soroll de la plaça i ningú no em respon, és inadmissible',
    );
    const erased = await installation.say('erased', 'adéu');
    await installation.keyring.destroy(erased.conversation, null);
    await installation.close();
  });

  test('shows what would differ, message by message, and counts what nobody can read any more', async () => {
    const { code, said } = await replay(
      change('chat: { unit: working-hours, amount: 2', 'chat: { unit: working-hours, amount: 4'),
    );
    expect(code).toBe(0);
    expect(said).toMatch(/1 × Complaint, in public/);
    expect(said).toMatch(/ {4}first answer: 2 office hours → 4 office hours/);
    expect(said).not.toMatch(/Insult/);
    expect(said).toMatch(/Messages looked at: 3\. Changed: 2\. Without text that can be read: 1\./);
  });

  test('says so when nothing would change', async () => {
    const installation = openInstallation(join(folder.path, 'data'), null);
    const { content } = await loadContent(folderSource(dialogs), null);
    const validProtocol = buildProtocol(content);
    const lines = await replayJournal({
      journal: installation.store.journal,
      sealer: installation.sealer,
      knowledge: { entry: () => undefined, understand: () => readAs(notUnderstood('v1')) },
      accounts: [],
      before: validProtocol,
      after: buildProtocol({ ...content, protocol: await readProtocol('changed.yaml', folder.path, content) }),
      classify: () => ({ kind: 'question', confidence: 1, ranked: [], rule: null, help: null }),
      strings: protocolStrings('en'),
    });
    await installation.close();
    expect(lines).toContain('No message would change.');
  });

  test('refuses a protocol with a mistake, naming its line', async () => {
    const { content } = await loadContent(folderSource(dialogs), null);
    write(change('kinds: [praise]', 'kinds: [prise]'));
    await expect(readProtocol('changed.yaml', folder.path, content)).rejects.toThrow(
      /changed\.yaml:\d+: `rules\.\d+\.when\.kinds\.0` is not a known kind/,
    );
    await expect(readProtocol('gone.yaml', folder.path, content)).rejects.toThrow('gone.yaml cannot be read');
  });
});
