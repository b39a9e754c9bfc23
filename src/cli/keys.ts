import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import ca from '../../locales/ca.json' with { type: 'json' };
import en from '../../locales/en.json' with { type: 'json' };
import es from '../../locales/es.json' with { type: 'json' };
import { type Config, type Environment, readConfig } from '../config.ts';
import { CodedError } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { interpolate } from '../core/util/interpolate.ts';
import { loadEnvironment } from '../settings.ts';
import {
  makeMasterKeyFile,
  masterKeyFile,
  nextMasterKeyFile,
  readMasterKeyFile,
  useNextMasterKey,
} from '../store/keyring/masterKey.ts';
import type { Rotation } from '../store/keyring/rotation.ts';
import { logForCli, openStoresForCli } from './openForCli.ts';
import { runCli } from './runCli.ts';

const strings = { ca: ca.keys, es: es.keys, en: en.keys };

const usage = `Write one of
  npm run keys                                      whether two master keys open the key ring
  npm run keys -- rotate                            replaces the master key in KEYS_DIR/master.key
  npm run keys -- rotate --new-key-file FILE        where FINESTRETA_MASTER_KEY gives it: begins with the one in FILE,
                                                    which is made if it is not there
  npm run keys -- finish                            once all processes have the new FINESTRETA_MASTER_KEY`;

/** `npm run keys`: replaces the master key while the service runs. An interrupted rotation goes on when it is repeated. */
export async function keys(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const { verb, newKeyFile } = readOptions(argv);
  const config = readConfig(env, base);
  const log = logForCli(env);
  const words = strings[config.locale];
  const { store, keyring } = await openStoresForCli(config, log);
  try {
    const { rotation } = keyring;
    if (verb === 'rotate' && config.masterKey === null && newKeyFile === null)
      await rotateFile(config.keysDir, rotation, log, (count) =>
        say(interpolate(words.done, { count: String(count), file: masterKeyFile(config.keysDir) })),
      );
    else if (verb === 'rotate') {
      const file = fileFor(config, newKeyFile, base);
      const count = await rotateTo(file, rotation, log);
      say(interpolate(words.begun, { count: String(count), file }));
    } else if (verb === 'finish') {
      await rotation.finish();
      say(words.finished);
    } else say((await rotation.isOpen()) ? words.open : words.closed);
    return 0;
  } finally {
    await store.close();
    await keyring.close();
  }
}

/** The file is replaced last but one: until then the old key opens the ring, from then on the new one does. */
async function rotateFile(folder: string, rotation: Rotation, log: Log, done: (count: number) => void): Promise<void> {
  // Without the file of the next one it was replaced already, and the command was interrupted then.
  const isReplaced = !existsSync(nextMasterKeyFile(folder)) && (await rotation.isOpen());
  const count = isReplaced ? 0 : await rotateTo(nextMasterKeyFile(folder), rotation, log);
  if (!isReplaced) useNextMasterKey(folder);
  await rotation.finish();
  done(count);
}

async function rotateTo(file: string, rotation: Rotation, log: Log): Promise<number> {
  await rotation.begin(readMasterKeyFile(file, log) ?? makeMasterKeyFile(file, log));
  return rotation.rewrap();
}

function fileFor({ masterKey }: Pick<Config, 'masterKey'>, newKeyFile: string | null, base: string): string {
  if (masterKey === null)
    throw new CodedError('input.invalid', 'The master key is in a file here: leave --new-key-file out.');
  if (newKeyFile === null)
    throw new CodedError('input.invalid', 'FINESTRETA_MASTER_KEY gives the master key: name --new-key-file.');
  return resolve(base, newKeyFile);
}

function readOptions(argv: readonly string[]): {
  readonly verb: 'rotate' | 'finish' | null;
  readonly newKeyFile: string | null;
} {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { 'new-key-file': { type: 'string' } },
    });
    const [verb = null, ...more] = positionals;
    const newKeyFile = values['new-key-file'] ?? null;
    const isKnown = verb === null || verb === 'rotate' || verb === 'finish';
    if (isKnown && more.length === 0 && (newKeyFile === null || verb === 'rotate')) return { verb, newKeyFile };
  } catch (cause) {
    throw new CodedError('input.invalid', usage, { cause });
  }
  throw new CodedError('input.invalid', usage);
}

if (import.meta.main)
  await runCli(usage, () => keys(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
