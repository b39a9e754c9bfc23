import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bot } from '../../src/composition/bot.ts';
import { openBot } from '../../src/composition/openBot.ts';
import { readConfig } from '../../src/config.ts';
import type { ContentDesk } from '../../src/content/desk/desk.ts';
import { describeWithRedis, useServer } from '../store/redis/server.ts';
import { type ContentFolder, createContentFolder } from '../support/contentFolder.ts';
import { createLog } from '../support/log.ts';
import { keptBetweenStarts, type Service, startProgram, temporaryFolder } from '../support/service.ts';
import { until } from '../support/until.ts';

const entry = 'faq/padro/padro.alta';

/** A service of some processes, and a command beside it that edits its content. */
class Town {
  readonly folder = temporaryFolder();
  readonly services: Service[] = [];
  readonly content: ContentFolder;
  readonly env: Readonly<Record<string, string>>;
  #bot: Bot | null = null;

  constructor(content: ContentFolder, env: Readonly<Record<string, string>>) {
    this.content = content;
    const { path } = this.folder;
    this.env = { DATA_DIR: path, DIALOGS_DIR: content.path, TOY_NOTES: '/dev/null', ...env };
  }

  async start(role: string): Promise<Service> {
    const service = await startProgram(['test/composition/children/toyService.ts', '--role', role], this.env);
    this.services.push(service);
    return service;
  }

  async desk(): Promise<ContentDesk> {
    const config = readConfig(
      { ...this.env, MEANING: 'off', LEARNT_DIR: keptBetweenStarts.LEARNT_DIR },
      this.folder.path,
    );
    this.#bot ??= await openBot(config, {
      ...{ log: createLog(), purpose: 'command', publicUrl: 'http://localhost' },
      ...{ observe: () => {}, observeDelivery: () => {} },
    });
    if (this.#bot.content === null) throw new Error('there is a desk');
    return this.#bot.content.desk;
  }

  async draft(from: string, to: string): Promise<void> {
    const desk = await this.desk();
    const { base, text } = await desk.read(entry);
    const change = { text: (text ?? '').replace(from, to) };
    await desk.save({ document: entry, base, onto: null, change, by: 'eva' });
  }

  /** Resolves once every process answers by so many releases more than at its start. */
  async inUse(releases: number): Promise<void> {
    const countIn = ({ output }: Service) => output().split('new content is in use').length - 1;
    await until(() => this.services.every((service) => countIn(service) === releases));
  }

  async remove(): Promise<void> {
    await this.#bot?.close();
    await Promise.all(this.services.map((service) => service.stop('SIGKILL')));
    await this.content.remove('.');
    this.folder.remove();
  }
}

describe('a release that a command makes beside a service', () => {
  let town: Town;
  beforeAll(async () => {
    town = new Town(await createContentFolder(), {});
    await town.start('web,worker');
  }, 60_000);
  afterAll(() => town.remove());

  test('is taken into use by the service, though no signal reaches it', async () => {
    await town.draft('ca: Resposta.', 'ca: Nova.');
    await (await town.desk()).publish({ note: 'x', at: null, documents: null, by: 'eva' });
    await town.inUse(1);
  }, 60_000);

  test('is published by the service when its time has come', async () => {
    const desk = await town.desk();
    await town.draft('ca: Nova.', 'ca: De demà.');
    const before = (await desk.releases(null)).live;
    const waiting = await desk.publish({ note: 'x', at: Date.now() + 1_500, documents: null, by: 'eva' });
    expect(waiting.kind).toBe('waiting');
    await until(async () => (await desk.releases(null)).live === before + 1);
    await town.inUse(2);
    expect((await desk.read(entry)).live?.text).toContain('De demà.');
  }, 90_000);

  test('a change of the shipped files is none: the next start proposes it', async () => {
    await town.content.edit('faq/residus.yaml', 'ca: Resposta.', 'ca: De fàbrica.');
    await town.services.pop()?.stop('SIGTERM');
    const again = await town.start('web,worker');
    expect((await (await town.desk()).changes()).changes).toMatchObject([
      { document: 'faq/residus/residus.mobles', by: null, kind: 'changed' },
    ]);
    expect(again.output()).toContain('is proposed as drafts');
  }, 60_000);
});

describeWithRedis('a release in several processes of a service', () => {
  const redis = useServer();

  test('is taken into use by all of them', async () => {
    const town = new Town(await createContentFolder(), { REDIS_URL: redis().url });
    try {
      // One after the other: the first one makes the installation.
      await town.start('worker');
      await town.start('web');
      await town.draft('ca: Resposta.', 'ca: Nova.');
      await (await town.desk()).publish({ note: 'x', at: null, documents: null, by: 'eva' });
      await town.inUse(1);
    } finally {
      await town.remove();
    }
  }, 120_000);
});
