import { join } from 'node:path';
import { CodedError } from '../core/model/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { senderBehind } from '../http/clientAddress.ts';
import { listen } from '../http/listener.ts';
import { createHttpApp } from '../http/server.ts';
import { createWitnessRoutes } from '../http/witnessRoutes.ts';
import { holdFolder } from '../store/installation/oneService.ts';
import { createLocalLimit } from '../store/local/limit.ts';
import { createDurableFiles } from '../transparency/log/durableFiles.ts';
import { parseTrustPolicy } from '../transparency/note/trustPolicy.ts';
import { maxSubmissionLength } from '../transparency/witness/submission.ts';
import { createWitness } from '../transparency/witness/witness.ts';
import { openWitnessKeys, witnessLines } from '../transparency/witness/witnessKeys.ts';

/** Requests of one address in a minute: a log asks about once a second. */
const requestsPerMinute = 600;
/** Milliseconds that requests have to finish when it is stopped. */
const shutdownMs = 5_000;

interface WitnessOptions {
  readonly name: string;
  /** Its public address. */
  readonly url: string;
  /** The logs that it knows, as lines of a policy. */
  readonly logs: string;
  /** Its keys and what it remembers. */
  readonly folder: string;
  readonly listen: { readonly host: string; readonly port: number; readonly trustProxy: number };
  readonly log: Log;
}

export interface RunningWitness {
  readonly port: number;
  /** Names of the logs that it knows. */
  readonly logs: readonly string[];
  /** What others write into their policies. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts a witness, alone in its folder.
 * @throws {CodedError} `store.busy` when another process uses the folder, `config.invalid` when it knows no log,
 * `key.unusable`, `port.unusable`
 */
export async function serveWitness(options: WitnessOptions): Promise<RunningWitness> {
  const { name, url, folder, log } = options;
  const logKeys = keysIn(options.logs);
  const letGo = holdFolder(join(folder, 'witness.lock'), 'alone');
  try {
    const signer = await openWitnessKeys(folder, name, log);
    const files = createDurableFiles(join(folder, 'logs'), { file: 0o644, folder: 0o755 });
    await files.clear();
    const witness = createWitness({ files, signer, logKeys, clock: Date.now });
    const { host, port, trustProxy } = options.listen;
    const failed = (error: unknown) => log.error({ error }, 'a request failed');
    const listener = await listen(host, port, failed);
    const routes = createWitnessRoutes({
      addCheckpoint: witness.addCheckpoint,
      newest: witness.newest,
      maxLength: maxSubmissionLength,
      allow: createLocalLimit(requestsPerMinute, 60).allow,
      senderOf: senderBehind(trustProxy),
    });
    listener.serve(createHttpApp({ trustProxy, channels: [], routers: [routes], log }), []);
    return {
      port: listener.port,
      logs: [...new Set(logKeys.map((key) => key.name))],
      lines: witnessLines(signer, url),
      async close() {
        await listener.close(shutdownMs);
        letGo();
      },
    };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** The keys of the logs in a policy, whose quorum does not matter here and may be left out. */
function keysIn(text: string) {
  const lines = text.split('\n').filter((line) => /^\s*log\s/.test(line));
  try {
    const { logs } = parseTrustPolicy([...lines, 'quorum none', ''].join('\n'));
    if (logs.length > 0) return logs.map(({ key }) => key);
  } catch (cause) {
    const why = cause instanceof CodedError ? cause.message : '';
    throw new CodedError('config.invalid', `The file of known logs cannot be used. ${why}`, { cause });
  }
  throw new CodedError('config.invalid', 'The file of known logs has no line "log KEY": a witness must know a log.');
}
