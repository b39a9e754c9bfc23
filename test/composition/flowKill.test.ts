import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { isRecord } from '../../src/core/model/commit.ts';
import { directoryId, openConnector } from '../adapters/teams/support/connector.ts';
import { definition, openAccount } from '../adapters/teams/support/townBot.ts';
import { openInstallation } from '../cli/installation.ts';
import { createVisitor } from '../http/pages/support/visitor.ts';
import { openConversation, resumeConversation } from '../support/directLine.ts';
import { freePort } from '../support/freePort.ts';
import { type Service, startService } from '../support/service.ts';
import { until } from '../web/support/until.ts';
import { type FakeChats, openFakeChats } from './support/fakeChats.ts';

/*
 * The service as it ships, in a process of its own, killed in the middle of a matter that is told on every channel at once. Each
 * goes on with the question that was open.
 */

const root = fileURLToPath(new URL('../..', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'finestreta-'));
let port = 0;
let service: Service;
let chats: FakeChats;
let teams: Awaited<ReturnType<typeof openConnector>>;

const environment = () => ({ DATA_DIR: data, PORT: String(port), ...chats.secrets });
const url = () => `http://127.0.0.1:${port}`;

/** Somebody who tells of a matter on one channel. */
interface Teller {
  readonly channel: string;
  say(text: string): Promise<void>;
  /** All that was said to them. */
  received(): Promise<string>;
}

beforeAll(async () => {
  port = await freePort();
  chats = await openFakeChats();
  teams = await openConnector();
  const config = readConfig(environment(), root);
  await chats.openAccounts(config);
  await openAccount(config, { ...definition, id: 'prat-teams', name: 'El Prat per Teams' });
  service = await startService(environment());
}, 120_000);

afterAll(async () => {
  await service.stop('SIGKILL');
  await chats.close();
  await teams.close();
  rmSync(data, { recursive: true });
});

async function onTheWeb(): Promise<Teller> {
  const { id, token } = await openConversation(url());
  let said = 0;
  return {
    channel: 'web',
    async say(text) {
      said += 1;
      const { status } = await retried(() => resumeConversation(url(), id, token).post(text, `said-${said}`));
      expect(status).toBe(200);
    },
    async received() {
      const all = await resumeConversation(url(), id, token).activities();
      return all.flatMap(({ from, text }) => (from.role === 'bot' ? [text] : [])).join('\n');
    },
  };
}

async function withoutJavaScript(): Promise<Teller> {
  const visitor = createVisitor(url());
  await visitor.get('/xat?lang=ca');
  return {
    channel: 'no JavaScript',
    async say(text) {
      const { ticket } = await retried(() => visitor.get('/xat?lang=ca'));
      expect((await retried(() => visitor.post('/xat', { form: ticket, text, lang: 'ca' }))).status).toBe(303);
    },
    received: async () => (await visitor.get('/xat?lang=ca')).text,
  };
}

function onTeams(): Teller {
  let said = 0;
  const conversation = { id: 'a:anna', conversationType: 'personal', tenantId: directoryId };
  return {
    channel: 'Teams',
    async say(text) {
      said += 1;
      const send = () =>
        fetch(`${url()}/api/messages/prat-teams`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({
            ...{ type: 'message', id: `in-${said}`, text, textFormat: 'plain', serviceUrl: teams.serviceUrl },
            ...{ channelId: 'msteams', conversation, locale: 'ca-ES', timestamp: new Date().toISOString() },
            ...{ from: { id: '29:anna', name: 'Anna' }, recipient: { id: '28:bot', name: 'Finestreta' } },
            channelData: { tenant: { id: directoryId } },
          }),
        });
      expect((await retried(send)).status).toBeLessThan(300);
    },
    received: async () => JSON.stringify([...teams.messages.values()].map(({ activity }) => activity)),
  };
}

function onPlatform(channel: string, chatter: ReturnType<FakeChats['onTelegram']>): Teller {
  return { channel, say: chatter.say, received: async () => chatter.said().join('\n') };
}

/** As clients do: a connection that died with the process is made again. What is sent twice has the same id. */
const retried = async <T>(send: () => Promise<T>): Promise<T> => send().catch(() => send());

const receives = async ({ channel, received }: Teller, what: RegExp) => {
  let last = '';
  await until(async () => {
    last = await retried(received);
    return what.test(last);
  }).catch((cause) => {
    throw new Error(`on ${channel}, ${what} is not in ${last.slice(-1_500)}`, { cause });
  });
};

async function killAndStart(): Promise<void> {
  await service.stop('SIGKILL');
  service = await startService(environment());
}

test('a matter told on every channel goes on after the process was killed, and is one case on each', async () => {
  const tellers = [
    await onTheWeb(),
    await withoutJavaScript(),
    onTeams(),
    onPlatform('Telegram', chats.onTelegram(11, 'ca')),
    onPlatform('Discord', chats.onDiscord('joan')),
  ];
  const all = (say: string, question: RegExp) =>
    Promise.all(
      tellers.map(async (teller) => {
        await teller.say(say);
        await receives(teller, question);
      }),
    );
  await all('hi ha un forat enorme a la vorera', /On és exactament/);
  await killAndStart();
  await all('a la plaça de la Vila 3', /Algú s.{1,5}hi pot fer mal/);
  await all('no', /Si teniu una foto/);
  await killAndStart();
  await all('no en tinc', /Gràcies\. Tot és al cas/);
  await service.stop('SIGTERM');

  const { store, close } = openInstallation(data, null);
  const { commits } = await store.journal.scan(null, 200);
  await close();
  const conversations = Map.groupBy(
    commits.filter(({ state }) => !isRecord(state)),
    ({ conversation }) => conversation,
  );
  const lives = [...conversations.values()].map((turns) => {
    const events = turns.flatMap((turn) => turn.events);
    const last = turns.at(-1)?.state;
    return {
      cases: last === undefined || isRecord(last) ? null : last.cases.length,
      flow: events.flatMap((event) => (event.type.startsWith('flow.') && 'flow' in event ? [event.type] : [])),
    };
  });
  const whole = ['flow.started', 'flow.filled', 'flow.filled', 'flow.passed', 'flow.ended'];
  expect(lives).toEqual(tellers.map(() => ({ cases: 1, flow: whole })));
}, 120_000);
