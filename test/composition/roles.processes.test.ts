import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dayAfter } from '../../src/content/expiry.ts';
import { dayIn } from '../../src/core/util/dates.ts';
import { openStores } from '../../src/store/open.ts';
import { freshDatabase, startServer as startMongo } from '../store/mongo/server.ts';
import { askServer, describeWithRedis, useServer } from '../store/redis/server.ts';
import { createLog } from '../support/log.ts';
import { learntDir, type Service } from '../support/service.ts';
import { startSmtpServer } from '../support/smtpServer.ts';
import { makeTownBot } from './support/townBot.ts';
import { makeToys, type Toys } from './support/toy.ts';

const mongo = await startMongo();
afterAll(() => mongo?.stop());
const describeWithBoth = mongo === null ? describe.skip : describeWithRedis;

describeWithBoth('processes that share the work, on MongoDB and Redis', () => {
  const redis = useServer();
  const masterKey = Buffer.alloc(32, 3);
  const uri = mongo === null ? '' : freshDatabase(mongo);
  let toys: Toys;
  const running = new Set<Service>();

  beforeAll(async () => {
    toys = await makeToys({
      ...{ MONGODB_URI: uri, REDIS_URL: redis().url },
      FINESTRETA_MASTER_KEY: masterKey.toString('base64'),
    });
  });
  afterAll(async () => {
    await Promise.all([...running].map((service) => service.stop('SIGKILL')));
    await toys.remove();
  });

  async function start(role: Parameters<Toys['start']>[0]): Promise<Service> {
    const service = await toys.start(role);
    running.add(service);
    return service;
  }
  /** The exit code after SIGTERM. */
  async function end(service: Service): Promise<number | null> {
    running.delete(service);
    return service.stop('SIGTERM');
  }

  const sentKeys = (notes: Awaited<ReturnType<Toys['notes']>>) =>
    notes.flatMap((note) => (note.kind === 'sent' ? [note.key] : []));
  const areAnswered = (acknowledged: readonly string[]) => (notes: Parameters<typeof sentKeys>[0]) => {
    const sent = sentKeys(notes);
    return acknowledged.every((commit) => sent.some((key) => key.startsWith(commit)));
  };

  /** A test that shows what the processes did and said when it fails, or hangs. */
  const testShowing = (name: string, work: () => Promise<void>) =>
    test(name, async () => {
      const hangs = Promise.withResolvers<never>();
      const patient = setTimeout(() => hangs.reject(new Error('it hangs')), 270_000);
      try {
        await Promise.race([work(), hangs.promise]);
      } catch (error) {
        console.error(await toys.report());
        throw error;
      } finally {
        clearTimeout(patient);
      }
    }, 300_000);

  testShowing('one for the web takes messages and sends none; a worker sends them and takes none', async () => {
    const web = await start('web');
    const acknowledged = await Promise.all(['ana', 'pau'].map((person) => toys.say(person, 'first', [web])));
    expect(await end(web)).toBe(0);
    expect(await toys.notes()).toEqual([]);

    const worker = await start('worker');
    // The introduction and the answer, for both.
    await toys.noted((notes) => sentKeys(notes).length === 4);
    expect(areAnswered(acknowledged)(await toys.notes())).toBe(true);
    const statuses = ['/healthz', '/readyz', '/metrics', '/toy/ana/second', '/'].map(async (path) => {
      const method = path.startsWith('/toy') ? 'POST' : 'GET';
      return [path, (await fetch(worker.url + path, { method })).status];
    });
    expect(await Promise.all(statuses)).toEqual([
      ['/healthz', 200],
      ['/readyz', 200],
      ['/metrics', 200],
      ['/toy/ana/second', 404],
      ['/', 404],
    ]);
    expect(await end(worker)).toBe(0);
  });

  testShowing(
    'each may be told to stop under load: all that was acknowledged is answered once, and another takes over',
    async () => {
      const webs = await Promise.all([start('web'), start('web')]);
      const before = (await toys.notes()).length;
      const first = await start('worker');
      await toys.noted((notes) => notes.slice(before).some(({ kind }) => kind === 'taken'));
      const second = await start('worker');
      const acknowledged: string[] = [];
      let going = true;
      const people = Array.from({ length: 4 }, async (_, person) => {
        for (let count = 0; going; count++) {
          const commit = await toys.say(`person${person}`, `m${count}`, webs);
          acknowledged.push(commit);
          await toys.noted(areAnswered([commit]));
        }
      });
      const talking = Promise.all(people);
      // Where the test fails before it waits for them, they end with it.
      talking.catch(() => {});
      const more = (count: number) => {
        const least = acknowledged.length + count;
        return toys.noted(() => acknowledged.length >= least);
      };

      await more(20);
      expect(await end(first)).toBe(0);
      // What only one does was given back before the process ended, and not left to run out.
      const holder = await askServer<string>(redis().url, 'HGET', 'finestreta:lease:toy', 'holder');
      const [{ pid } = { pid: 0 }] = (await toys.notes()).slice(before).filter(({ kind }) => kind === 'taken');
      expect(holder).not.toMatch(new RegExp(`:${pid}$`));
      await toys.noted((notes) => notes.slice(before).some((note) => note.kind === 'taken' && note.pid !== pid));

      expect(await end(webs[0] as Service)).toBe(0);
      await more(20);
      going = false;
      await talking;
      expect(await end(webs[1] as Service)).toBe(0);
      expect(await end(second)).toBe(0);

      const notes = await toys.notes();
      const sent = sentKeys(notes);
      expect(new Set(sent).size).toBe(sent.length);
      const single = notes.slice(before).filter(({ kind }) => kind !== 'sent');
      const tokens = single.flatMap((note) => (note.kind === 'taken' ? [note.token] : []));
      // Anybody who takes it has a greater token than all before, and ends before another takes it: mostly there are two, but
      // a process that a busy machine stops for seconds has lost it meanwhile, which is as it should be.
      expect(tokens).toEqual(tokens.toSorted((a, b) => a - b));
      expect(new Set(tokens).size).toBe(tokens.length);
      expect(single.map((note) => [note.kind, 'token' in note && note.token])).toEqual(
        tokens.flatMap((token) => [
          ['taken', token],
          ['ended', token],
        ]),
      );
      const { store, keyring } = await openStores({
        ...{ dataDir: '', keysDir: '', masterKey, mongoUri: uri, mongoKeysUri: null },
        log: createLog(),
      });
      expect(await store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
      await store.close();
      await keyring.close();
    },
  );

  test('two that look at once remind of a service that expires once, in the list and by e-mail, and so after a restart', async () => {
    const mail = await startSmtpServer();
    const town = await makeTownBot({
      ...{ MONGODB_URI: mongo === null ? '' : freshDatabase(mongo), REDIS_URL: redis().url },
      ...{ FINESTRETA_MASTER_KEY: masterKey.toString('base64'), LEARNT_DIR: learntDir },
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'Ajuntament <bot@example.cat>' },
    });
    const today = dayIn('Europe/Madrid', Date.now());
    // Two services were looked at today; the year of the first one ends in ten days.
    for (const file of ['faq/padro.yaml', 'faq/padro.yaml', 'faq/residus.yaml'])
      await town.content.edit(file, 'verified: 2026-11-24', `verified:  ${today}`);
    await town.content.edit('faq/padro.yaml', `verified:  ${today}`, `verified: ${dayAfter(today, -355)}`);
    const [one, other] = [await town.open(), await town.open()];
    const eva = await one.staff.people.directory.add(
      {
        ...{ tenant: 'default', name: 'Eva', email: 'eva@example.cat', roles: ['editor'] },
        ...{ departments: ['oiac'], locales: ['ca'] },
      },
      null,
    );
    const lookTogether = async (bots: readonly (typeof one)[]) => {
      const end = new AbortController();
      const following = bots.map(({ staff }) => staff.reminders.follow(end.signal));
      // Each looks before it asks whether that was the last time.
      end.abort();
      await Promise.all(following);
      await Promise.all(bots.map(({ delivery }) => delivery.now()));
    };

    await lookTogether([one, other]);
    await lookTogether([other, one]);
    await one.close();
    const again = await town.open();
    await lookTogether([again, other]);

    const { notifications } = await again.stores.notifications.list('default', eva.id, null, 10);
    expect(notifications.map(({ reason, code }) => [reason, code])).toEqual([
      ['content-expires', 'faq/padro/padro.alta'],
    ]);
    expect(mail.emails.map(({ to }) => to)).toEqual([['eva@example.cat']]);
    expect(mail.emails[0]?.text).toContain('padro.alta ca');
    expect(mail.emails[0]?.text).not.toContain('padro.certificat ca');
    await Promise.all([again.close(), other.close()]);
    await mail.close();
    town.folder.remove();
    await town.content.remove('.');
  }, 120_000);
});
