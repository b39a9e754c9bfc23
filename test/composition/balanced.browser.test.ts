import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freshDatabase, startServer as startMongo } from '../store/mongo/server.ts';
import { describeWithRedis, useServer } from '../store/redis/server.ts';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { smallDialogs } from '../support/contentFolder.ts';
import { type Service, startService } from '../support/service.ts';
import { builtPages } from '../web/support/builtPages.ts';
import { openPage } from '../web/support/chatPage.ts';
import { type Balancer, startBalancer } from './support/balancer.ts';

const mongo = await startMongo();
const path = findBrowser();
afterAll(() => mongo?.stop());

(mongo === null || path === null ? describe.skip : describeWithRedis)('two processes behind a balancer', () => {
  const redis = useServer();
  const services: Service[] = [];
  let balancer: Balancer;
  let browser: Browser;

  beforeAll(async () => {
    await builtPages();
    balancer = await startBalancer();
    const env = {
      DIALOGS_DIR: await smallDialogs(),
      ...{ MONGODB_URI: mongo === null ? '' : freshDatabase(mongo), REDIS_URL: redis().url },
      FINESTRETA_MASTER_KEY: Buffer.alloc(32, 6).toString('base64'),
    };
    services.push(...(await Promise.all([startService(env), startService(env)])));
    balancer.targets = services.map(portOf);
    browser = await launchBrowser(path ?? '');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    balancer?.close();
    await Promise.all(services.map((service) => service.stop('SIGKILL')));
  });

  test('a neighbour goes on talking when the process with their stream is killed', async () => {
    const chat = await openPage(browser, `${balancer.url}/?lang=ca`);
    await chat.open();
    await chat.ask('ask padro.alta ca 3');
    await chat.lastAnswer('Resposta.');
    const said = await chat.transcript();
    const serving = services.find((service) => portOf(service) === balancer.streamsAt());
    expect(await serving?.stop('SIGKILL')).toBeNull();
    await chat.ask('ask padro.alta ca 3');
    await chat.shows([...said, '> ask padro.alta ca 3', said.at(-1) ?? '']);
    await chat.page.context().close();
  });
});

const portOf = ({ url }: Service) => Number(new URL(url).port);
