import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { ferretdb } from '../../scripts/ferretdb.mjs';
import { migrate } from '../../src/cli/migrate.ts';
import { connect, databaseNameOf, type MongoDatabase } from '../../src/store/mongo/connect.ts';
import { openStores } from '../../src/store/open.ts';
import { makeCommit } from '../contract/store/fixture.ts';
import { createLink, type Fate, type Link, type ParsedCommand } from '../store/mongo/link.ts';
import { describeWith, freshDatabase, startServer } from '../store/mongo/server.ts';
import { createLog } from '../support/log.ts';
import { runProgram, temporaryFolder } from '../support/service.ts';
import { endOf, startHere } from '../support/serviceHere.ts';

const server = await startServer();
afterAll(() => server?.stop());

const masterKey = Buffer.alloc(32, 5);
const refusal = (code: number, errmsg: string): ParsedCommand => ({ ok: 0, code, errmsg });
const isWrite = ({ insert, update, createIndexes }: ParsedCommand) => (insert ?? update ?? createIndexes) !== undefined;

/** What is wrong, and how the programs end then. */
interface StoreProblem {
  readonly name: string;
  readonly exit: number;
  readonly says: RegExp;
  /** What the address becomes. */
  readonly address?: (uri: string) => string;
  /** What the server answers. */
  readonly answer?: (command: ParsedCommand) => Fate;
  /** What stands in the journal's database. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** An index of the commits that is not there. */
  readonly lacks?: string;
}

const problems: readonly StoreProblem[] = [
  {
    name: 'an address that is none',
    exit: 20,
    says: /MONGODB_URI.* is not an address of MongoDB\. Write mongodb:\/\//,
    address: (uri) => uri.replace('mongodb://', 'mongodb:ana:hunter2@'),
  },
  {
    name: 'an address where nobody answers',
    exit: 30,
    says: /can't be reached\. Check host and port in MONGODB_URI/,
    address: (uri) => `${uri.replace(/\/\/.*:\d+\//, '//ana:hunter2@127.0.0.1:1/')}&serverSelectionTimeoutMS=200`,
  },
  {
    name: 'a user who may only read',
    exit: 32,
    says: /lacks rights that the service needs\. Give it readWrite/,
    answer: (command) => (isWrite(command) ? refusal(13, 'not authorized on finestreta to execute command') : 'pass'),
  },
  {
    name: 'an older schema that the user may not change',
    exit: 33,
    says: /Run npm run migrate once with a user that may/,
    answer: (command) => (isWrite(command) ? refusal(13, 'not authorized on finestreta to execute command') : 'pass'),
    lacks: 'conversation_inboundKey',
  },
  {
    name: 'data of an earlier version',
    exit: 37,
    says: /filled by an earlier version .*Keep it, and name an empty database/,
    schema: { version: 2, oldest: 2 },
  },
  {
    name: 'a newer schema',
    exit: 34,
    says: /upgraded by a newer version of this program \(schema 9; .*Start that version, or restore a backup/,
    schema: { version: 9, oldest: 9 },
  },
  {
    name: 'a full disk',
    exit: 35,
    says: /The disk under .* is full; the current write failed\. Free some space/,
    answer: (command) => (isWrite(command) ? refusal(14_031, 'available disk space is less than needed') : 'pass'),
  },
  {
    name: 'a database of another kind',
    exit: 37,
    says: /holds another kind of data .*Use a separate database for each/,
    schema: { program: 'finestreta keys' },
  },
];

/** What no program may say, and what a stack would begin with. */
const secrets = ['hunter2', 'ana:', masterKey.toString('base64'), '    at '];

/** Both open the store in the same way; `migrate` is also what an operator runs with another user. */
const programs = ['src/main.ts', 'src/cli/migrate.ts'];
const isTried = (program: string, { exit }: StoreProblem) => program === 'src/main.ts' || exit === 32 || exit === 33;
/** Those are run as processes; all others within this one. */
const isApart = ({ exit }: StoreProblem) => exit === 30 || exit === 33;

describeWith(server?.isSingle ? server : null)('on MongoDB the programs say what to do, and damage nothing:', () => {
  let link: Link;
  let database: MongoDatabase;
  let keys: MongoDatabase;
  const folder = temporaryFolder();
  afterAll(folder.remove);

  beforeEach(async () => {
    const uri = server ? freshDatabase(server) : '';
    const { store, keyring } = await openStores({
      ...{ dataDir: folder.path, keysDir: folder.path, masterKey, mongoUri: uri, mongoKeysUri: null },
      log: createLog(),
    });
    await keyring.current('ana');
    await store.journal.append(makeCommit('ana', 1, {}));
    await store.close();
    await keyring.close();
    link = await createLink(uri);
    database = await connect(uri, databaseNameOf(uri));
    keys = await connect(uri, `${databaseNameOf(uri)}_keys`);
  });
  afterEach(async () => {
    link.close();
    for (const each of [database, keys]) {
      await each.connection.dropDatabase();
      await each.shut();
    }
  });

  const settings = (uri: string) => ({
    ...{ DATA_DIR: folder.path, PORT: '0', MONGODB_URI: uri },
    FINESTRETA_MASTER_KEY: masterKey.toString('base64'),
  });
  const run = (program: string, uri: string) => runProgram([process.execPath, program], settings(uri));
  const runHere = (program: string, uri: string) =>
    endOf(() =>
      program === 'src/main.ts' ? startHere(settings(uri)) : migrate([], settings(uri), folder.path, () => {}),
    );

  /** Everything that is stored. */
  const contents = () =>
    Promise.all(
      [database, keys].flatMap(({ connection }) =>
        ['commits', 'outbox', 'delivered', 'blobs', 'knowledge', 'meta', 'keys', 'master'].map(async (name) => [
          name,
          await connection.collection(name).find().toArray(),
        ]),
      ),
    );

  test.each(
    programs.flatMap((program) =>
      problems
        .filter((problem) => isTried(program, problem))
        .map((problem) => [program, problem.name, problem] as const),
    ),
  )('%s: %s', async (program, _, problem) => {
    const { exit, says, address, answer, schema, lacks } = problem;
    if (lacks) await database.connection.collection('commits').dropIndex(lacks);
    if (schema) await database.connection.collection('meta').updateOne({ program: /./ }, { $set: schema });
    link.onCommand = answer ?? (() => 'pass');
    const before = await contents();
    const { code, output } = await (isApart(problem) ? run : runHere)(program, address?.(link.uri) ?? link.uri);
    expect(output).toMatch(says);
    expect(code).toBe(exit);
    for (const secret of secrets) expect(output).not.toContain(secret);
    expect(await contents()).toEqual(before);
  });

  test.each(programs)('%s: a wrong password', async (program) => {
    const [user, password, name] = ['ana', 'right', 'finestreta'];
    const guarded = await ferretdb({
      words: [
        '--test-enable-new-auth',
        `--setup-username=${user}`,
        `--setup-password=${password}`,
        `--setup-database=${name}`,
      ],
    });
    if (guarded === null) throw new Error('FerretDB was there a moment ago');
    const uri = `${guarded.uri.replace('//', `//${user}:hunter2@`)}/${name}?authSource=${name}&authMechanism=SCRAM-SHA-256`;
    const { code, output } = await run(program, uri);
    expect(output).toMatch(/refused the user name or password\. Correct them in MONGODB_URI/);
    expect(code).toBe(31);
    for (const secret of secrets) expect(output).not.toContain(secret);
    await guarded.stop();
  });
});
