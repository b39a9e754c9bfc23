import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import type { StaffRole } from '../../src/core/model/agent.ts';
import type { StaffCommand } from '../../src/core/model/staffCommand.ts';
import { dayIn } from '../../src/core/util/dates.ts';
import { type Listening, listenTo } from '../http/api/listen.ts';
import type { Body } from '../http/api/world.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { type Conversation, openConversation } from '../support/directLine.ts';
import { freePort } from '../support/freePort.ts';
import { createLog } from '../support/log.ts';
import { learntDir } from '../support/service.ts';
import { builtPages } from '../web/support/builtPages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const named = (name: string) => ({ 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` });
const password = 'tramuntana de gener 1907';

/** Somebody of staff with a session of the running service. */
interface Desk {
  readonly id: string;
  get(path: string): Promise<{ readonly status: number; readonly body: Body }>;
  postFrom(origin: string, path: string, body: unknown): Promise<{ readonly status: number; readonly body: Body }>;
  do(
    code: string,
    id: string,
    command: StaffCommand,
    seen?: number,
  ): Promise<{ readonly status: number; readonly body: Body }>;
  upload(path: string, name: string): Promise<{ readonly status: number; readonly body: Body }>;
  listen(after: string): Promise<Listening>;
}

describe('the console of the running service', () => {
  const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
  const log = createLog();
  let app: App;
  let dialogs: ContentFolder;
  let port: string;
  const listening: Listening[] = [];

  const start = async () => {
    const env = {
      ...{ DATA_DIR: data, DIALOGS_DIR: dialogs.path, LEARNT_DIR: learntDir, PORT: port },
      ...{ CONSOLE_SECOND_FACTOR: 'off', MEANING: 'off' },
    };
    app = await startApp(readConfig(env, root), env, everyRole, log);
  };
  let anna: Desk;
  let berta: Desk;
  beforeAll(async () => {
    await builtPages();
    // It restarts on the same port, which nobody else must be given meanwhile.
    port = String(await freePort());
    // Little to learn, so that it starts in a moment.
    dialogs = await createContentFolder();
    await start();
    anna = await hire('anna', ['supervisor'], []);
    berta = await hire('berta', ['supervisor'], []);
  }, 120_000);
  afterAll(async () => {
    for (const each of listening) each.leave();
    await app.close();
    await dialogs.remove('.');
    rmSync(data, { recursive: true });
  });

  async function hire(name: string, roles: readonly StaffRole[], departments: readonly string[]): Promise<Desk> {
    const { people } = app.bot.staff;
    const email = `${name}@example.cat`;
    const newcomer = { tenant: 'default', name, email, roles, departments, locales: ['ca'] as const };
    const { agent, link } = await people.invitations.invite(newcomer, null);
    await people.invitations.accept(link.token, password, null);
    const caller = { cookie: '', address: '127.0.0.1', userAgent: 'test', origin: app.url, isAutomatic: false };
    const { result, cookies } = await people.auth.signIn(caller, email, password);
    expect(result).toBe('in');
    const cookie = cookies.map((line) => line.split(';')[0]).join('; ');
    const send = async (path: string, request: RequestInit) => {
      const headers = { cookie, origin: app.url, ...request.headers };
      const response = await fetch(`${app.url}/console/api/${path}`, { ...request, headers } as RequestInit);
      const bytes = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return { status: response.status, body: isJson ? JSON.parse(bytes) : null };
    };
    const ask = (method: string, path: string, body: unknown, origin = app.url) =>
      send(path, {
        method,
        headers: { origin, 'content-type': 'application/json' },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      });
    return {
      id: agent.id,
      get: (path) => ask('GET', path, null),
      postFrom: (origin, path, body) => ask('POST', path, body, origin),
      upload: (path, name) => send(path, { method: 'POST', headers: named(name), body: png } as RequestInit),
      do: (code, id, command, seen) => ask('POST', `cases/${code}/commands`, { id, seen: seen ?? null, command }),
      async listen(after) {
        const stream = await listenTo(`${app.url}/console/api/stream${after}`, '', { cookie });
        listening.push(stream);
        return stream;
      },
    };
  }

  /** A citizen who asks for a person, and the code of their case. */
  async function escalate(clientId: string): Promise<{ citizen: Conversation; code: string }> {
    const citizen = await openConversation(app.url);
    await citizen.post('person ara', clientId);
    const said = (await citizen.answersTo(clientId)).map(({ text }) => text).join(' ');
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(said)?.[0];
    if (code === undefined) throw new Error(`no code in: ${said}`);
    return { citizen, code };
  }

  test('says at its start that a stolen password opens it where no second factor is asked for', () => {
    const warnings = log.lines.filter(
      ({ level, message }) => level === 'warn' && message.includes('CONSOLE_SECOND_FACTOR'),
    );
    expect(warnings.map(({ message }) => message)).toEqual([
      'CONSOLE_SECOND_FACTOR is off: a stolen password of any staff member gives access to what citizens wrote',
    ]);
    expect(readConfig({}, root).secondFactor).toBe('required');
  });

  test('lets nobody in who is not signed in, and changes nothing for other pages', async () => {
    expect((await fetch(`${app.url}/console/api/cases`)).status).toBe(401);
    const { code } = await escalate('m-0');
    const elsewhere = await fetch(`${app.url}/console/api/cases/${code}/commands`, { method: 'POST' });
    expect(elsewhere.status).toBe(401);
    for (const origin of ['https://evil.example', 'null']) {
      const { status, body } = await anna.postFrom(origin, `cases/${code}/commands`, {
        id: 'command-0001',
        seen: null,
        command: { kind: 'take' },
      });
      expect([status, body.error.code]).toEqual([403, 'origin.refused']);
    }
    expect((await anna.get(`cases/${code}`)).body.handledBy).toBeNull();
    expect((await anna.get(`cases/${code}`)).body.case.code).toBe(code);
  });

  test('shows nobody of staff the key with which the citizen follows the case', async () => {
    const { citizen, code } = await escalate('m-k');
    const key = app.bot.conversations.caseLinks.caseLink(code).split('#')[1] ?? '';
    await citizen.post(`El meu enllaç: ${app.bot.conversations.caseLinks.caseLink(code)}`, 'm-l');
    const { status, body } = await anna.get(`cases/${code}/turns?after=0`);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain(`/cas/${code}`);
    expect(JSON.stringify(body)).not.toContain(key);
    expect(JSON.stringify((await anna.get('cases')).body)).not.toContain(key);
  });

  test('a file that an agent sends reaches the citizen, and one that a citizen sends the agent', async () => {
    const { citizen, code } = await escalate('m-f');
    const { status, body: file } = await anna.upload(`cases/${code}/files`, 'plànol.png');
    expect([status, file.name]).toEqual([200, 'plànol.png']);
    expect((await anna.do(code, 'reply-0001', { kind: 'reply', text: 'Aquí', files: [file] })).status).toBe(200);
    const attached = ((await citizen.activities()) as readonly Body[]).flatMap(({ attachments }) => attachments ?? []);
    expect(attached.map(({ name }) => name)).toEqual(['plànol.png']);
    expect(new Uint8Array(await (await fetch(attached[0].contentUrl)).arrayBuffer())).toEqual(png);

    const address = `${app.url}/v3/directline/conversations/${citizen.id}/upload?userId=me`;
    const headers = { authorization: `Bearer ${citizen.token}`, ...named('foto.png') };
    expect((await fetch(address, { method: 'POST', headers, body: png } as RequestInit)).status).toBe(200);
    const { turns } = (await anna.get(`cases/${code}/turns?after=0`)).body;
    const turn = turns.find(({ citizen }: Body) => citizen?.files.length > 0);
    const [sent] = turn.citizen.files;
    expect(sent.name).toBe('foto.png');
    const place = `conversation=${turn.conversation}&revision=${turn.revision}`;
    expect((await anna.get(`files/${code}/${sent.id}?${place}`)).status).toBe(200);
  });

  test('of two who take a case at once one has it, and the other is told', async () => {
    const { code } = await escalate('m-1');
    const both = await Promise.all([
      anna.do(code, 'take-by-anna', { kind: 'take' }),
      berta.do(code, 'take-by-berta', { kind: 'take' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body.error.code).toBe('case.taken');
    const winner = both[0]?.status === 200 ? anna : berta;
    expect((await anna.get(`cases/${code}`)).body.handledBy).toBe(winner.id);
  });

  test('a command that is sent twice is done once', async () => {
    const { citizen, code } = await escalate('m-2');
    const reply = { kind: 'reply', text: 'Bon dia, us ajudo', files: [] } as const;
    const both = await Promise.all([anna.do(code, 'reply-0001', reply), anna.do(code, 'reply-0001', reply)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    await anna.do(code, 'reply-0001', reply);
    const received = (await citizen.activities()).filter(({ text }) => text.includes('us ajudo'));
    expect(received).toHaveLength(1);
  });

  test('who has not seen what a colleague answered is told so, and nothing is sent', async () => {
    const { code } = await escalate('m-3');
    const before = (await anna.get(`cases/${code}`)).body.revision;
    await anna.do(code, 'reply-0001', { kind: 'reply', text: 'Primera', files: [] }, before);
    const second = await berta.do(code, 'reply-0001', { kind: 'reply', text: 'Segona', files: [] }, before);
    expect(second.status).toBe(409);
    const { turns } = (await anna.get(`cases/${code}/turns?after=0`)).body;
    const said = turns.flatMap((turn: Body) => turn.said).filter((each: Body) => each.by === 'staff');
    expect(said.map((each: Body) => each.text)).toEqual(['Primera']);
  });

  test('shows the words of the citizen, why the bot did what it did, and finds the case by them', async () => {
    const citizen = await openConversation(app.url);
    await citizen.post('El fanal xiulaire de la plaça no funciona', 'm-4');
    await citizen.post('person ara', 'm-5');
    const { body } = await anna.get('cases?search=XIULAIRE');
    expect(body.total).toBe(1);
    const code = body.items[0].case.code;
    const { turns } = (await anna.get(`cases/${code}/turns?after=0`)).body;
    expect(turns.some((turn: Body) => turn.citizen?.text.includes('xiulaire'))).toBe(true);
    expect(turns.some((turn: Body) => turn.reasoning.protocol?.cites.length > 0)).toBe(true);
  });

  test('tells live what happens, and after a restart goes on from the cursor', async () => {
    const { code } = await escalate('m-6');
    const live = await berta.listen('');
    const isOf = (revision: number) => (news: { type: string; item?: Body }) =>
      news.type === 'case' && news.item.case.code === code && news.item.revision >= revision;
    const first = (await live.until(isOf(0))).at(-1) as Body;
    await anna.do(code, 'note-0001', { kind: 'note', text: 'Mireu-ho', mentions: [] });
    const second = (await live.until(isOf(first.item.revision + 1))).at(-1) as Body;
    await app.close();
    expect(await live.next()).toBeNull();
    await start();
    await anna.do(code, 'note-0002', { kind: 'note', text: 'Encara', mentions: [] });
    const again = await berta.listen(`?after=${second.cursor}`);
    await again.until(isOf(second.item.revision + 1));
  });

  test('records who read, and holds nothing of what was said in any line of the log', async () => {
    const query = { by: null, code: null, before: null, limit: 200 };
    const { readings } = await app.bot.staff.readings.list({ ...query, day: dayIn('Europe/Madrid', Date.now()) });
    expect(readings.some(({ what, code }) => what === 'case' && code !== null)).toBe(true);
    expect(JSON.stringify(log.lines)).not.toMatch(/xiulaire|us ajudo|Mireu-ho/);
  });
});
