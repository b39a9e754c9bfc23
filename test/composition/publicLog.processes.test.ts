import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { checkLog } from '../../src/transparency/check/checkLog.ts';
import { openSource } from '../../src/transparency/check/logSource.ts';
import { freshDatabase, startServer as startMongo } from '../store/mongo/server.ts';
import { describeWithRedis, useServer } from '../store/redis/server.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { openConversation, resumeConversation } from '../support/directLine.ts';
import { type Service, startService, temporaryFolder } from '../support/service.ts';
import { until } from '../support/until.ts';

const mongo = await startMongo();
afterAll(() => mongo?.stop());
const describeWithBoth = mongo === null ? describe.skip : describeWithRedis;

describeWithBoth('the public log of processes on MongoDB and Redis', () => {
  const redis = useServer();
  const folder = temporaryFolder();
  const running = new Set<Service>();
  afterAll(async () => {
    await Promise.all([...running].map((service) => service.stop('SIGKILL')));
    folder.remove();
  });

  async function start(): Promise<Service> {
    const service = await startService({
      DATA_DIR: join(folder.path, 'data'),
      DIALOGS_DIR: await smallDialogs(),
      MONGODB_URI: uri,
      REDIS_URL: redis().url,
      FINESTRETA_MASTER_KEY: Buffer.alloc(32, 3).toString('base64'),
    });
    running.add(service);
    return service;
  }
  const uri = mongo === null ? '' : freshDatabase(mongo);

  /** Whether a process is the one that continues the log. */
  async function continues({ url }: Service): Promise<boolean> {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return /^finestreta_public_log_timestamp_seconds [1-9]/m.test(metrics);
  }
  const sequencers = async () => {
    const found = await Promise.all([...running].map(async (service) => ((await continues(service)) ? [service] : [])));
    return found.flat();
  };

  test('has every event once, whichever of them is killed while it continues the log', async () => {
    await start();
    await start();
    let asked = 0;
    let seen: string | null = null;
    for (let round = 0; round < 2; round += 1) {
      await until(async () => (await sequencers()).length === 1);
      const [victim] = await sequencers();
      const other = [...running].find((service) => service !== victim) as Service;
      const conversation = await openConversation(other.url);
      for (const [index, url] of [other.url, victim?.url ?? '', other.url, victim?.url ?? ''].entries()) {
        const { id, token } = conversation;
        expect((await resumeConversation(url, id, token).post('ask padro.alta ca 3', `q${index}`)).status).toBe(200);
        asked += 1;
      }
      running.delete(victim as Service);
      await victim?.stop('SIGKILL');
      for (const id of ['after', 'later']) await conversation.post('ask padro.alta ca 3', id);
      asked += 2;
      await start();
      const report = () => checkLog(openSource(`${other.url}/transparencia/log`), { keys: [], seen });
      const answered = async () => (await report()).counts.get('question.answered') ?? 0;
      await until(async () => (await answered()) >= asked);
      const { faults, counts, signed }: Awaited<ReturnType<typeof report>> = await report();
      expect([faults, counts.get('question.answered'), counts.get('log.begun')]).toEqual([[], asked, 1]);
      seen = signed;
    }
  }, 280_000);
});
