import { afterAll, afterEach, expect, test } from '@jest/globals';
import { ferretdb } from '../../../scripts/ferretdb.mjs';
import { CodedError } from '../../../src/core/model/errors.ts';
import { connect, databaseNameOf } from '../../../src/store/mongo/connect.ts';
import { openMongoStore } from '../../../src/store/mongo/store.ts';
import { makeCommit, sendTask } from '../../contract/store/fixture.ts';
import { createLog } from '../../support/log.ts';
import { createLink, type Link, type ParsedCommand } from './link.ts';
import { describeWith, freshDatabase, startServer } from './server.ts';

const server = await startServer();
afterAll(() => server?.stop());

const log = createLog();

describeWith(server?.isSingle ? server : null)('failures are told apart and say what to do', () => {
  const ends: (() => Promise<unknown> | unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const open = async (uri: string) => {
    const store = await openMongoStore({ uri, log });
    ends.push(() => store.close());
    return store;
  };

  /** Opens a store on a server that answers some commands in its own way from then on. */
  async function openOn(answer: (command: ParsedCommand) => ParsedCommand | null) {
    const link = await linkTo(server ? freshDatabase(server) : '');
    const store = await open(link.uri);
    link.onCommand = (command) => answer(command) ?? 'pass';
    return store;
  }

  async function linkTo(uri: string): Promise<Link> {
    const link = await createLink(uri);
    ends.push(() => link.close());
    return link;
  }

  /** The error of something that must fail; its message holds none of these words. */
  async function failureOf(work: Promise<unknown>, secrets: readonly string[]): Promise<CodedError> {
    const error = await work.then(
      () => new Error('it did not fail'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof CodedError)) throw error;
    for (const secret of secrets) expect(error.message).not.toContain(secret);
    expect(error.message.length).toBeGreaterThan(60);
    return error;
  }

  const refusal = (code: number, errmsg: string) => ({ ok: 0, code, errmsg });

  test.each([
    '',
    'somewhere',
    'http://host/db',
    'mongodb://',
    'mongodb://host:port/db',
    'mongodb://a:pass@word@host:1/db',
  ])('an address that is none: %j', async (uri) => {
    const error = await failureOf(openMongoStore({ uri, log }), ['pass@word', 'pass']);
    expect(error.code).toBe('config.invalid');
    expect(error.message).toContain('MONGODB_URI');
  });

  test('a server that does not answer', async () => {
    const link = await linkTo(server ? freshDatabase(server) : '');
    link.cut();
    const uri = link.uri.replace('mongodb://', 'mongodb://user:hunter2@');
    const error = await failureOf(openMongoStore({ uri: `${uri}&serverSelectionTimeoutMS=200`, log }), ['hunter2']);
    expect(error.code).toBe('store.unreachable');
  });

  test('a user without rights, from the start or from some moment on', async () => {
    const answer = (command: ParsedCommand) =>
      command.insert !== undefined || command.update !== undefined
        ? refusal(13, 'not authorized on finestreta to execute command')
        : null;
    const store = await openOn(answer);
    expect((await failureOf(store.journal.append(makeCommit('ana', 1, {})), [])).code).toBe('store.forbidden');
    expect((await failureOf(store.check(), [])).code).toBe('store.forbidden');
    // An older store, and a reader that may not even write a heartbeat.
    const uri = server ? freshDatabase(server) : '';
    await open(uri);
    const link = await linkTo(uri);
    link.onCommand = (command) => answer(command) ?? 'pass';
    expect((await failureOf(openMongoStore({ uri: link.uri, log }), [])).code).toBe('store.forbidden');
  });

  test('a user who may not make the indexes that are lacking', async () => {
    const link = await linkTo(server ? freshDatabase(server) : '');
    link.onCommand = (command) =>
      command.createIndexes === undefined ? 'pass' : refusal(13, 'not authorized on finestreta to execute command');
    const error = await failureOf(openMongoStore({ uri: link.uri, log }), []);
    expect(error.code).toBe('store.older');
    expect(error.message).toContain('npm run migrate');
  });

  test('a full disk, as MongoDB says it; afterwards it goes on by itself', async () => {
    let full = true;
    const store = await openOn((command) =>
      full && command.insert !== undefined
        ? refusal(14_031, 'available disk space of 0 bytes is less than needed')
        : null,
    );
    expect((await failureOf(store.journal.append(makeCommit('ana', 1, {})), [])).code).toBe('store.full');
    full = false;
    expect(await store.journal.append(makeCommit('ana', 1, {}))).toBe('appended');
  });

  test.each([
    [10_107, 'not primary'],
    [91, 'The server is in quiescent mode and will shut down'],
    [189, 'Primary stepped down while waiting for replication'],
    [50, 'operation exceeded time limit'],
  ])('what passes by itself: %i %s', async (code, text) => {
    const store = await openOn((command) => (command.insert === 'commits' ? refusal(code, text) : null));
    const commit = makeCommit('ana', 1, { outbox: [sendTask(0)] });
    expect((await failureOf(store.journal.append(commit), [])).code).toBe('store.busy');
    expect(await store.outbox.depth()).toEqual({ waiting: 0, deadLetters: 0 });
  });

  test('a write that no majority confirmed is not acknowledged', async () => {
    const unconfirmed = { ok: 1, n: 1, writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } };
    const store = await openOn((command) => (command.insert === 'commits' ? unconfirmed : null));
    expect((await failureOf(store.journal.append(makeCommit('ana', 1, {})), [])).code).toBe('store.busy');
  });

  test('data of a newer program, unless it left what this one can work with', async () => {
    const uri = server ? freshDatabase(server) : '';
    await open(uri);
    const database = await connect(uri, databaseNameOf(uri));
    ends.push(() => database.shut());
    const meta = database.connection.collection<{ _id: string }>('meta');
    await meta.updateOne({ _id: 'schema' }, { $set: { version: 5, oldest: 4 } });
    await open(uri);
    expect(await meta.findOne({ _id: 'schema' })).toMatchObject({ version: 5, oldest: 4 });
    await meta.updateOne({ _id: 'schema' }, { $set: { version: 6, oldest: 5 } });
    expect((await failureOf(openMongoStore({ uri, log }), [])).code).toBe('store.newer');
    await meta.updateOne({ _id: 'schema' }, { $set: { program: 'finestreta keys', version: 1, oldest: 1 } });
    expect((await failureOf(openMongoStore({ uri, log }), [])).code).toBe('store.unusable');
  });

  test('many processes may open a new database at the same moment', async () => {
    const uri = server ? freshDatabase(server) : '';
    const stores = await Promise.all(Array.from({ length: 6 }, () => open(uri)));
    const outcomes = await Promise.all(stores.map((store) => store.journal.append(makeCommit('ana', 1, {}))));
    expect(outcomes.toSorted()).toEqual(['appended', ...Array.from({ length: 5 }, () => 'duplicate')]);
  });

  test('a wrong password, on a server that asks for one', async () => {
    const guarded = await ferretdb({
      words: [
        '--test-enable-new-auth',
        '--setup-username=ana',
        '--setup-password=right',
        '--setup-database=finestreta',
      ],
    });
    if (guarded === null) return;
    ends.push(() => guarded.stop());
    const uri = (password: string) =>
      `${guarded.uri.replace('//', `//ana:${password}@`)}/finestreta?authSource=finestreta&authMechanism=SCRAM-SHA-256`;
    const error = await failureOf(openMongoStore({ uri: uri('hunter2'), log }), ['hunter2', 'ana:']);
    expect(error.code).toBe('store.login');
    await (await open(uri('right'))).check();
  });

  test('a disk that is really full keeps what was acknowledged', async () => {
    const small = await ferretdb({ pragmas: ['max_page_count(120)'] });
    if (small === null) return;
    ends.push(() => small.stop());
    const store = await open(`${small.uri}/finestreta`);
    let kept = 0;
    const fill = async () => {
      for (;;) {
        await store.journal.append(makeCommit('ana', kept + 1, { sealed: new Uint8Array(20_000) }));
        kept += 1;
      }
    };
    expect((await failureOf(fill(), [])).code).toBe('store.full');
    expect(kept).toBeGreaterThan(0);
    expect((await store.journal.load('ana', 'x')).latest?.revision).toBe(kept);
  });
});
