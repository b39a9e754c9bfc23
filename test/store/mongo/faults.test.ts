import { inspect } from 'node:util';
import { afterAll, afterEach, expect, test } from '@jest/globals';
import type { Commit } from '../../../src/core/model/commit.ts';
import { type Abilities, connect, databaseNameOf } from '../../../src/store/mongo/connect.ts';
import { openMongoStoreOn } from '../../../src/store/mongo/store.ts';
import type { Store } from '../../../src/store/store.ts';
import { makeCommit, nameOf, noon, plain, sendTask } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { createLink, type Fate, type Link, type ParsedCommand } from './link.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

const now = noon + 1_000;
const commit = makeCommit('ana', 1, { outbox: [sendTask(0), sendTask(1)] });
/** Where one process works at a time, FerretDB's updates are as good as atomic. */
const alone = { atomicUpdates: true };
const isInsert = (command: ParsedCommand, into: string) => command.insert === into;

/** Tries until it succeeds; at most so often, since each attempt waits for a server by itself. */
async function eventually(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt === 30) throw error;
    }
  }
}

describeWith(server?.isSingle ? server : null)('when the network or the server fails', () => {
  const ends: (() => Promise<void>)[] = [];
  let uri = '';
  afterEach(async () => {
    await Promise.all(ends.splice(0).map((end) => end()));
  });

  /**
   * A process of its own. `timeoutMs`: milliseconds for which it looks for a server; `abilities`: what it is to believe
   * that the server can do; `ahead`: milliseconds by which its clock is.
   */
  async function open(
    timeoutMs: number,
    abilities: Partial<Abilities>,
    ahead: number,
  ): Promise<{ store: Store; link: Link; kill: () => Promise<void> }> {
    if (server && uri === '') uri = freshDatabase(server);
    const link = await createLink(uri);
    const address = `${link.uri}&serverSelectionTimeoutMS=${timeoutMs}&heartbeatFrequencyMS=500`;
    const database = await connect(address, databaseNameOf(uri));
    const clocked = { ...database, now: () => database.now() + ahead };
    const store = await openMongoStoreOn(clocked, { ...database.abilities, ...abilities }, createLog());
    const kill = async () => {
      link.close();
      await database.connection.close(true);
    };
    ends.push(kill);
    return { store, link, kill };
  }

  /** Kills a process with its `n`-th command from now; returns whether that has happened. */
  function killAt({ link, kill }: { link: Link; kill: () => Promise<void> }, n: number, fate: Fate): () => boolean {
    let count = 0;
    let killed = false;
    link.onCut = () => {
      killed = true;
      void kill();
    };
    link.onCommand = (command) => {
      if ('hello' in command || 'endSessions' in command) return 'pass';
      count += 1;
      return count === n ? fate : 'pass';
    };
    return () => killed;
  }

  test('an insert whose answer was lost is found to have happened', async () => {
    uri = '';
    const { store, link } = await open(5_000, alone, 0);
    link.onCommand = (command) => (isInsert(command, 'commits') ? 'cut after' : 'pass');
    expect(await store.journal.append(commit)).toBe('appended');
    expect(plain(await store.journal.read('ana', 0, 10))).toEqual(plain([commit]));
    expect(await store.outbox.depth()).toEqual({ waiting: 2, deadLetters: 0 });
  });

  test('an insert that never arrived is refused for now, and succeeds when it is sent again', async () => {
    uri = '';
    const { store, link } = await open(5_000, alone, 0);
    link.onCommand = (command) => (isInsert(command, 'commits') ? 'cut' : 'pass');
    await expect(store.journal.append(commit)).rejects.toMatchObject({ code: 'store.busy' });
    link.onCommand = () => 'pass';
    expect(await store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
    expect(await store.journal.append(commit)).toBe('appended');
    expect(await store.outbox.depth()).toEqual({ waiting: 2, deadLetters: 0 });
  });

  test('a server that is gone makes operations fail soon, and one that is back is used again', async () => {
    uri = '';
    const { store, link } = await open(300, alone, 0);
    await store.journal.append(commit);
    link.cut();
    await expect(store.journal.load('ana', 'x')).rejects.toMatchObject({ code: 'store.busy' });
    await expect(store.journal.append(makeCommit('ana', 2, {}))).rejects.toMatchObject({ code: 'store.busy' });
    await expect(store.check()).rejects.toMatchObject({ code: 'store.busy' });
    link.heal();
    await eventually(() => store.check());
    expect((await store.journal.load('ana', 'x')).latest?.revision).toBe(1);
  });

  test('a process that dies while it changes a queue holds up nobody for long', async () => {
    uri = '';
    const dying = await open(300, {}, 0);
    await dying.store.journal.append(commit);
    dying.link.onCommand = (command) => (command.update === 'outbox' ? 'cut' : 'pass');
    dying.link.onCut = () => dying.link.cut();
    await expect(dying.store.outbox.claim(now, now + 60_000, 10)).rejects.toMatchObject({ code: 'store.busy' });
    const { store } = await open(5_000, {}, 20_000);
    await store.journal.append(makeCommit('ana', 2, { outbox: [sendTask(0)] }));
    expect(await store.outbox.depth()).toEqual({ waiting: 3, deadLetters: 0 });
  });

  test('what could be leased is given out, although the network failed for another conversation', async () => {
    uri = '';
    const { store, link } = await open(5_000, alone, 0);
    for (const name of ['ana', 'ben']) await store.journal.append(makeCommit(name, 1, { outbox: [sendTask(0)] }));
    // Both are leased at once, each over a connection that is there.
    await Promise.all(Array.from({ length: 8 }, () => store.journal.read('ana', 0, 1)));
    link.onCommand = (command) =>
      command.update === 'outbox' && inspect(command, { depth: 5 }).includes("'ben'") ? 'cut' : 'pass';
    const names = async () => (await store.outbox.claim(now, now + 60_000, 10)).map(nameOf);
    expect(await names()).toEqual(['ana 1.0']);
    await expect(names()).rejects.toMatchObject({ code: 'store.busy' });
    link.onCommand = () => 'pass';
    expect(await names()).toEqual(['ben 1.0']);
  });

  test('wherever a process dies, its message is in the journal once and is sent, in order', async () => {
    uri = '';
    for (const fate of ['cut', 'cut after'] as const) {
      for (let n = 1, wasKilled = true; wasKilled; n++) {
        const name = `${fate} ${n}`;
        const turn = makeCommit(name, 1, { outbox: [sendTask(0), sendTask(1)] });
        const dying = await open(500, alone, 0);
        const killed = killAt(dying, n, fate);
        const sent: string[] = [];
        await serve(dying.store, turn, now, sent).catch(() => {});
        wasKilled = killed();
        // It takes its client a moment to see that all is over; nothing of it reaches the server meanwhile.
        dying.link.close();

        const { store, kill } = await open(5_000, alone, 0);
        expect(['appended', 'duplicate']).toContain(await store.journal.append(turn));
        expect(plain(await store.journal.read(name, 0, 10))).toEqual(plain([turn]));
        // The dead process may have sent some of it already; the rest follows, once its lease has run out.
        await serve(store, turn, now + 120_000, sent);
        expect([...new Set(sent)]).toEqual([`${name} 1.0`, `${name} 1.1`]);
        expect(sent.length).toBeLessThanOrEqual(3);
        expect(await store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
        expect(await store.outbox.nextDue()).toBeNull();
        await kill();
      }
    }
  }, 60_000);

  /** Takes a message and sends its answers, as a process does. */
  async function serve(store: Store, turn: Commit, at: number, sent: string[]): Promise<void> {
    await store.journal.append(turn);
    for (;;) {
      const [entry] = await store.outbox.claim(at, at + 60_000, 10);
      if (!entry) return;
      sent.push(nameOf(entry));
      await store.outbox.done(entry, 'id');
    }
  }
});
