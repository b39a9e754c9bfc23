import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { freshDatabase, startServer as startMongo } from '../store/mongo/server.ts';
import { describeWithRedis, useServer } from '../store/redis/server.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { type Conversation, openConversation, resumeConversation } from '../support/directLine.ts';
import { type Service, startProgram, temporaryFolder } from '../support/service.ts';

const mongo = await startMongo();
const dialogs = await smallDialogs();
afterAll(async () => {
  await mongo?.stop();
});

const common = { DIALOGS_DIR: dialogs, MESSAGES_BURST: '1000000', WEBCHAT_POSTS_PER_MINUTE: '1000000' };

/** Talks and services that a test that failed would leave going on for ever. */
const going = new Set<Talk>();
const running = new Set<Service>();
afterEach(async () => {
  await Promise.all([...going].map((talk) => talk.end()));
  await Promise.all([...running].map((service) => service.stop('SIGKILL')));
  running.clear();
});

/** People who talk all the time, to whichever process answers. */
interface Talk {
  readonly acknowledged: number;
  /** Resolves once so many more were acknowledged. */
  more(count: number): Promise<void>;
  /** Ends the talk and resolves to what was answered otherwise than with 200. */
  end(): Promise<readonly number[]>;
  /** How often each acknowledged message is in its conversation, and how often it was answered there. */
  counts(url: string): Promise<readonly { messages: number; answers: number }[]>;
}

async function startTalk(people: number, url: string, urls: () => readonly string[]): Promise<Talk> {
  const acknowledged: { conversation: Conversation; id: string }[] = [];
  const refusals: number[] = [];
  let waiting: { least: number; resolve: () => void }[] = [];
  let isOver = false;

  async function sayUntilTaken(conversation: Conversation, id: string): Promise<void> {
    for (let attempt = 0; !isOver; attempt++) {
      const addresses = urls();
      const at = resumeConversation(addresses[attempt % addresses.length] ?? '', conversation.id, conversation.token);
      // Nobody listens there, or the connection ended: it is not acknowledged, and is sent again.
      const status = await at.post('ask padro.alta ca 1', id).then(
        (posted) => posted.status,
        () => null,
      );
      if (status === 200) {
        acknowledged.push({ conversation, id });
        for (const { least, resolve } of waiting) if (acknowledged.length >= least) resolve();
        waiting = waiting.filter(({ least }) => acknowledged.length < least);
        return;
      }
      if (status !== null) refusals.push(status);
    }
  }
  const talking = Array.from({ length: people }, async (_, person) => {
    const conversation = await openConversation(url);
    for (let count = 0; !isOver; count++) await sayUntilTaken(conversation, `person ${person}, message ${count}`);
  });

  const talk: Talk = {
    get acknowledged() {
      return acknowledged.length;
    },
    more: (count) =>
      new Promise((resolve) => {
        waiting.push({ least: acknowledged.length + count, resolve });
      }),
    async end() {
      isOver = true;
      going.delete(talk);
      await Promise.all(talking);
      return refusals;
    },
    async counts(from) {
      const transcripts = new Map<string, Awaited<ReturnType<Conversation['activities']>>>();
      for (const { conversation } of acknowledged) {
        if (transcripts.has(conversation.id)) continue;
        const again = resumeConversation(from, conversation.id, conversation.token);
        transcripts.set(conversation.id, await again.activities());
      }
      return acknowledged.map(({ conversation, id }) => {
        const all = transcripts.get(conversation.id) ?? [];
        const messages = all.filter(({ channelData }) => channelData?.clientActivityID === id);
        const answers = all.filter(({ from, replyToId }) => from.role === 'bot' && replyToId === messages[0]?.id);
        return { messages: messages.length, answers: answers.length };
      });
    },
  };
  going.add(talk);
  return talk;
}

const once = { messages: 1, answers: 1 };
async function start(env: Readonly<Record<string, string>>, ...words: string[]): Promise<Service> {
  const service = await startProgram(['src/main.ts', ...words], { ...common, ...env });
  running.add(service);
  return service;
}

describe('told to stop while people talk, the service answers all that it acknowledged, refuses nobody and exits 0', () => {
  test('on SQLite, and goes on where it was', async () => {
    const folder = temporaryFolder();
    const first = await start({ DATA_DIR: folder.path });
    const services = [first];
    const talk = await startTalk(4, first.url, () => services.map(({ url }) => url));
    await talk.more(60);
    expect(await first.stop('SIGTERM')).toBe(0);
    const second = await start({ DATA_DIR: folder.path });
    services.splice(0, 1, second);
    await talk.more(60);
    expect(await talk.end()).toEqual([]);
    expect(await talk.counts(second.url)).toEqual(Array(talk.acknowledged).fill(once));
    expect(await second.stop('SIGTERM')).toBe(0);
    folder.remove();
  });
});

(mongo === null ? describe.skip : describeWithRedis)('so it does in every role', () => {
  const redis = useServer();
  test('on MongoDB and Redis, while another process goes on', async () => {
    const env = {
      MONGODB_URI: mongo === null ? '' : freshDatabase(mongo),
      REDIS_URL: redis().url,
      FINESTRETA_MASTER_KEY: Buffer.alloc(32, 4).toString('base64'),
    };
    const worker = await start(env, '--role', 'worker');
    const [one, both] = await Promise.all([start(env, '--role', 'web'), start(env)] as const);
    const services: Service[] = [one, both];
    const talk = await startTalk(4, one.url, () => services.map(({ url }) => url));
    await talk.more(40);
    expect(await one.stop('SIGTERM')).toBe(0);
    services.splice(0, 1);
    await talk.more(40);
    expect(await worker.stop('SIGTERM')).toBe(0);
    expect(await talk.end()).toEqual([]);
    expect(await talk.counts(both.url)).toEqual(Array(talk.acknowledged).fill(once));
    expect(await both.stop('SIGTERM')).toBe(0);
  });
});
