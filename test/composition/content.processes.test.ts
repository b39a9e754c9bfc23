import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
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
import { makeToys, type Toys } from './support/toy.ts';

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

describeWithRedis('a release that one of several processes of a service makes', () => {
  const redis = useServer();
  const support = (name: string) => fileURLToPath(new URL(`support/${name}`, import.meta.url));

  test.each([
    ['signal, without looking', { maker: [], other: ['--import', support('signalsOnly.mjs')] }],
    ['looking, without a signal', { maker: ['--import', support('lostSignals.mjs')], other: [] }],
  ])(
    'is what another one answers with, by its %s',
    async (_, { maker, other }) => {
      const toys = await makeToys({ REDIS_URL: redis().url });
      try {
        // One after the other: the first one makes the installation.
        const one = await toys.start('web,worker', maker);
        const two = await toys.start('web,worker', other);
        expect(await answerOf(toys, two, 'before')).toContain('Resposta.');
        const release = await fetch(`${one.url}/toy-release/Resposta./Nova.`, { method: 'POST', body: entry });
        expect([release.status, await release.json()]).toMatchObject([200, { number: 2 }]);
        // Questions meanwhile get the answer of before.
        await until(async () => (await answerOf(toys, two, randomUUID())).includes('Nova.'));
        expect(await answerOf(toys, one, 'after')).toContain('Nova.');
      } finally {
        await toys.remove();
      }
    },
    120_000,
  );
});

/** What a process answers to somebody new. */
async function answerOf(toys: Toys, service: Service, person: string): Promise<string> {
  const commit = await toys.say(person, 'question', [service]);
  const answers = (notes: Awaited<ReturnType<Toys['notes']>>) =>
    notes.flatMap((note) => (note.kind === 'sent' && note.key.startsWith(commit) ? [note.text] : []));
  await toys.noted((notes) => answers(notes).some((text) => /Resposta\.|Nova\./.test(text)));
  return answers(await toys.notes()).join('\n');
}
