import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Config, type Environment, readConfig } from '../config.ts';
import { iterateCommits } from '../core/journal/iterateCommits.ts';
import { CodedError } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { exitCodes, exitWell } from '../exitCodes.ts';
import { loadEnvironment } from '../settings.ts';
import { relink, type States, statesOf, type Ties } from '../store/installation/installationManifest.ts';
import { holdFolder } from '../store/installation/oneService.ts';
import { lookAt } from '../store/installation/sqliteManifest.ts';
import { judgeInstallation } from '../store/installation/verifyInstallation.ts';
import { openStores, openUntied, sqliteFiles, tiesOf } from '../store/open.ts';
import { openStaffStore } from '../store/openStaff.ts';
import { logForCli, openStoresForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const usage = `Write one of
  npm run installation             which installation it is, where its parts lie and how far they are
  npm run installation -- verify   whether every commit can be read, was erased, or lacks its key
  npm run installation -- accept   goes on without what is lost: ties the parts together as they are, and makes those that
                                   are missing. Only when nothing can be put back; the service must be stopped.`;

type Say = (line: string) => void;

/** `npm run installation`: shows how the parts of an installation are linked, verifies it, or links them again. */
export async function installation(argv: readonly string[], env: Environment, base: string, say: Say): Promise<number> {
  const [verb, ...more] = argv;
  if (more.length > 0 || ![undefined, 'verify', 'accept'].includes(verb)) throw new CodedError('input.invalid', usage);
  const config = readConfig(env, base);
  const log = logForCli(env);
  if (verb === 'accept') return accept(config, log, say);
  return verb === 'verify' ? verify(config, log, say) : show(config, log, say);
}

async function show(config: Config, log: Log, say: Say): Promise<number> {
  if (config.mongoUri === null) {
    const states = lookAt(sqliteFiles(config));
    describe(states, say);
    if (judgeInstallation(states, config.installationId) === 'nothing') {
      throw new CodedError('store.missing', `There is no installation in ${config.dataDir}. Check DATA_DIR.`);
    }
    return exitWell;
  }
  const { store, keyring } = await openStores({ ...config, mayMake: false, log });
  describe(await statesOf(tiesOf({ store, keyring })), say);
  await store.close();
  await keyring.close();
  return exitWell;
}

function describe(states: States, say: Say): void {
  const id = Object.values(states).find((state) => state.id !== null)?.id;
  say(`Installation ${id ?? 'without an id yet: the next start assigns it'}`);
  for (const [name, { databaseLocation, found, mark }] of Object.entries(states)) {
    say(`  ${name.padEnd(8)} ${found === 'present' ? `at ${mark}` : found}\t${databaseLocation}`);
  }
}

/** Looks up the key of every commit: a destroyed key was erased on purpose, a missing one was lost. */
async function verify(config: Config, log: Log, say: Say): Promise<number> {
  const { store, keyring } = await openStoresForCli(config, log);
  try {
    const fates = new Map<string, Awaited<ReturnType<typeof keyring.fate>>>();
    const counts = { alive: 0, destroyed: 0, unknown: 0 };
    for await (const { keyId } of iterateCommits(store.journal)) {
      const fate = fates.get(keyId) ?? (await keyring.fate(keyId));
      fates.set(keyId, fate);
      counts[fate] += 1;
    }
    say(`${counts.alive} commits can be read, ${counts.destroyed} were erased, ${counts.unknown} lack their key.`);
    if (counts.unknown === 0) return exitWell;
    say(
      'Keys are lost: restore a copy of keys.db that is as new as the journal, or restore a backup (npm run restore).',
    );
    return exitCodes['store.mismatch'];
  } finally {
    await store.close();
    await keyring.close();
  }
}

async function accept(config: Config, log: Log, say: Say): Promise<number> {
  const letGo = config.mongoUri === null ? holdFolder(join(config.dataDir, 'service.lock'), 'alone') : () => {};
  try {
    const { store, keyring } = await openUntied({ ...config, log });
    const people = await openStaffStore({ ...config, log });
    const ties: Ties = {
      ...tiesOf({ store, keyring }),
      ...(people.tie === null ? {} : { staff: people.tie }),
    };
    const id = config.installationId ?? (await store.tie.id()) ?? (await keyring.tie.id()) ?? randomUUID();
    await relink(ties, id);
    describe(await statesOf(ties), say);
    say(
      'These parts belong together from now on. The data of a lost part is gone: check with `npm run installation -- verify`.',
    );
    await people.close();
    await store.close();
    await keyring.close();
    return exitWell;
  } finally {
    letGo();
  }
}

if (import.meta.main) {
  await runCli(usage, () => installation(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
}
