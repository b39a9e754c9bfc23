import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createContentFolder, smallDialogs } from '../support/contentFolder.ts';
import { openConversation, resumeConversation } from '../support/directLine.ts';
import { runProgram, runToEnd, type Service, startService, temporaryFolder } from '../support/service.ts';

const folder = temporaryFolder();
let service: Service;

beforeAll(async () => {
  service = await startService({ DATA_DIR: folder.path });
});

afterAll(async () => {
  await service.stop('SIGTERM');
  folder.remove();
});

describe('the service with what it ships', () => {
  test.each([
    ['ca', 'Bon dia, com em puc empadronar?', 'padró', 'Font:'],
    ['es', '¿qué tengo que hacer para empadronarme en El Prat?', 'padrón', 'Fuente:'],
    ['en', 'how do I get on the register of residents?', 'register', 'Source:'],
  ])('answers a question in %s with its source', async (locale, question, word, source) => {
    const conversation = await openConversation(service.url);
    expect((await conversation.post(question, 'q1')).status).toBe(200);
    const [answer, ...more] = await conversation.answersTo('q1');
    expect(more).toEqual([]);
    expect(answer?.locale).toBe(locale);
    expect(answer?.text).toContain(word);
    expect(answer?.text).toContain(source);
  });

  test('says from the beginning that it is an automatic assistant', async () => {
    const [greeting] = await (await openConversation(service.url)).activities();
    expect(greeting?.text).toContain('assistent automàtic');
    expect(greeting?.text).toContain(`${service.url}/privacitat`);
  });

  test('says honestly what it cannot answer, and where a person can', async () => {
    const conversation = await openConversation(service.url);
    // Of no kind at all, so that it is answered the same before kinds are learnt and afterwards.
    await conversation.post('xyzzy qwrtz fjk', 'q1');
    const [answer] = await conversation.answersTo('q1');
    expect(answer?.text).toContain('933 790 050');
    expect(answer?.suggestedActions?.actions.map(({ value }) => value.choice)).toContain('command:person');
  });

  test('answers a message that is sent again once', async () => {
    const conversation = await openConversation(service.url);
    const first = await conversation.post('horari de la OIAC', 'same');
    expect(await conversation.post('horari de la OIAC', 'same')).toEqual(first);
    expect(await conversation.answersTo('same')).toHaveLength(1);
  });

  test('is well, ready, and counts', async () => {
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/finestreta_turns_total\{channel="webchat",outcome="answered"\} [1-9]/);
    expect((await fetch(`${service.url}/metrics`, { headers: { 'X-Forwarded-For': '198.51.100.7' } })).status).toBe(
      401,
    );
  });

  test('serves nothing that is not on the list', async () => {
    for (const path of [
      '/consoles',
      '/api',
      '/v3/other',
      '/.env',
      '/data/keys/master.key',
      '/assets/../package.json',
    ]) {
      const response = await fetch(service.url + path);
      expect([path, response.status]).toEqual([path, 404]);
    }
    // What is there for staff only is not even said to be there.
    for (const path of ['/console/api/cases', '/console/api/nothing']) {
      const response = await fetch(service.url + path);
      expect([path, response.status]).toEqual([path, 401]);
    }
  });

  test.each(['/', '/xat', '/privacitat', '/accessibilitat', '/nowhere'])(
    'sends security headers with %s',
    async (path) => {
      const { headers } = await fetch(service.url + path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );
});

test('stops cleanly, and goes on where it was', async () => {
  const own = temporaryFolder();
  const first = await startService({ DATA_DIR: own.path, DIALOGS_DIR: await smallDialogs() });
  const before = await openConversation(first.url);
  await before.post('me llamo Eulàlia Vidal, mi DNI es 12345678Z y no sé cómo pagar el IBI', 'q1');
  expect(await first.stop('SIGTERM')).toBe(0);
  expect(first.output()).not.toMatch(/Eulàlia|12345678Z|IBI/);

  const second = await startService({ DATA_DIR: own.path, DIALOGS_DIR: await smallDialogs() });
  const after = resumeConversation(second.url, before.id, before.token);
  await after.post('gràcies', 'q2');
  expect(await after.answersTo('q1')).not.toHaveLength(0);
  expect(await after.answersTo('q2')).toHaveLength(1);
  expect(await second.stop('SIGTERM')).toBe(0);
  own.remove();
});

describe('a start that cannot be', () => {
  test.each([
    [{ PORT: 'eighty' }, 'PORT', 20],
    [{ FINESTRETA_MASTER_KEY: 'short' }, 'openssl rand -base64 32', 20],
    [{ WEBCHAT_ORIGINS: 'https://www.example.cat/path' }, 'WEBCHAT_ORIGINS', 20],
    [{ DIALOGS_DIR: '/nowhere' }, 'DIALOGS_DIR', 51],
    [{ DATA_DIR: '/proc/nowhere' }, '/proc/nowhere', 37],
  ])('says what to fix: %j', async (env, hint, exit) => {
    const own = temporaryFolder();
    const { code, output } = await runToEnd({ DATA_DIR: own.path, PORT: '0', ...env });
    expect(code).toBe(exit);
    expect(output).toContain(hint);
    expect(output).not.toContain('    at ');
    own.remove();
  });

  test('says which file of the content to fix, as the command that checks it does', async () => {
    const content = await createContentFolder();
    await content.write('phrases.yaml', 'phrases: [');
    const own = temporaryFolder();
    const env = { DATA_DIR: own.path, PORT: '0', DIALOGS_DIR: content.path };
    for (const program of ['src/main.ts', 'src/cli/content.ts']) {
      const { code, output } = await runProgram([process.execPath, program], env);
      expect([program, code]).toEqual([program, 50]);
      expect(output).toContain('phrases.yaml');
    }
    own.remove();
    await content.remove('.');
  });

  test('says which roles there are', async () => {
    const { code, output } = await runProgram([process.execPath, 'src/main.ts', '--role', 'wroker'], { PORT: '0' });
    expect(code).toBe(20);
    expect(output).toContain('Write --role web, --role worker');
  });

  test('says that the port is taken', async () => {
    const own = temporaryFolder();
    const { code, output } = await runToEnd({ DATA_DIR: own.path, PORT: new URL(service.url).port });
    expect(code).toBe(21);
    expect(output).toContain('it is in use');
    own.remove();
  });
});
