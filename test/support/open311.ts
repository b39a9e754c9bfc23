import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type App, startApp } from '../../src/composition/app.ts';
import { everyRole } from '../../src/composition/roles.ts';
import { readConfig } from '../../src/config.ts';
import type { StaffCommand } from '../../src/core/model/staffCommand.ts';
import { createLog } from './log.ts';
import { learntDir } from './service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An answer as a client reads it. */
interface Open311Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what comes over the wire has no type that could be relied on
  readonly json: any;
}

export type Open311Service = Awaited<ReturnType<typeof openOpen311>>;

/** The running service with the town's own content, a key of a program, and a supervisor. */
export async function openOpen311(settings: Readonly<Record<string, string>> = {}, perHour = 100_000) {
  const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
  const log = createLog();
  const env = {
    DATA_DIR: data,
    LEARNT_DIR: learntDir,
    PORT: '0',
    CONTENT: 'files',
    MEANING: 'off',
    READING_THREAD: 'off',
    TRANSPARENCY_LOG: 'off',
    CONSOLE_SECOND_FACTOR: 'off',
    TRUST_PROXY: '1',
    ...settings,
  };
  const app: App = await startApp(readConfig(env, root), env, everyRole, log);
  // Kinds of messages are learnt once the service is open: what was written before would be judged by rules alone.
  await app.bot.conversations.knowledge.reload();
  const { people } = app.bot.staff;
  const { agent, link } = await people.invitations.invite(
    {
      tenant: 'default',
      name: 'Anna',
      email: 'anna@example.cat',
      roles: ['supervisor'],
      departments: [],
      locales: ['ca'],
    },
    null,
  );
  await people.invitations.accept(link.token, 'tramuntana de gener 1907', null);
  const { key } = await app.bot.accounts.keys.make({ id: 'app', owner: 'App SL', perHour, by: agent.id });
  // Each client has an address of its own, so that no limit of another one counts.
  let clients = 0;
  const ask = async (path: string, init: RequestInit = {}, client = `10.0.${clients >> 8}.${clients & 255}`) => {
    const response = await fetch(`${app.url}/open311${path}`, {
      ...init,
      headers: { 'x-forwarded-for': client, ...init.headers },
    } as RequestInit);
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const json = type.startsWith('application/json') ? JSON.parse(text) : null;
    return { status: response.status, type, headers: response.headers, text, json } satisfies Open311Answer;
  };
  return {
    app,
    log,
    key,
    agent: agent.id,
    ask,
    /** From now on requests come from another address. */
    nextClient() {
      clients += 1;
    },
    /** Files a request, with the key unless another one is given. */
    file: (fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[], format = 'json') => {
      const form = new URLSearchParams([['api_key', key]]);
      for (const [name, value] of Array.isArray(fields) ? fields : Object.entries(fields)) form.append(name, value);
      return ask(`/v2/requests.${format}`, { method: 'POST', body: form });
    },
    /** Runs a command of the supervisor. */
    async do(code: string, id: string, command: StaffCommand) {
      const row = await app.bot.stores.cases.byCode('default', code);
      if (row === null) throw new Error(`no case ${code}`);
      const { conversation } = row;
      const envelope = { id, tenant: 'default', conversation, case: code, by: agent.id, command, seen: null };
      return app.bot.conversations.engine.handleCommand(envelope);
    },
    async close() {
      await app.close();
      rmSync(data, { recursive: true });
    },
  };
}
