import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordLog, RecordStream } from '../core/journal/recordLog.ts';
import type { Commit } from '../core/model/commit.ts';
import { CodedError, codeOf } from '../core/model/errors.ts';
import type { PublicLogRecord } from '../core/model/records.ts';
import type { Clock, Timer } from '../core/ports/clock.ts';
import type { Journal } from '../core/ports/journal.ts';
import type { Lease } from '../core/ports/lease.ts';
import type { Log } from '../core/ports/log.ts';
import type { Keys } from '../core/ports/sealer.ts';
import { retry } from '../core/util/retry.ts';
import { sleep } from '../core/util/sleep.ts';
import type { CommittedText } from '../journal/commitments.ts';
import { createDisclosure, createEntries, type Disclosed } from './entries/createEntries.ts';
import { roundedTime } from './entries/entry.ts';
import { type CountedFrom, createQuestionCounter } from './entries/questionCounter.ts';
import { createBatches } from './log/batch.ts';
import { createDurableFiles } from './log/durableFiles.ts';
import { type LogSigner, logKeysFile, openLogKeys } from './log/logKeys.ts';
import { defaultFigures, formatPolicy, type LogPolicy, newPolicy, parsePolicy, policyPath } from './log/logPolicy.ts';
import { maxAwayMs, runSequencer } from './log/sequencer.ts';
import type { LogFiles } from './merkle/tileReader.ts';
import { keyIdOf, parseKey } from './note/signedNote.ts';
import { publishedTrust, type TrustPolicyFile, trustPolicyPath } from './note/trustPolicyFile.ts';
import { proveEntry } from './receipts/proveEntry.ts';
import type { WitnessPost } from './witness/askWitness.ts';
import { createCheckpointFile } from './witness/checkpointFile.ts';
import { gatherCosignatures } from './witness/gatherCosignatures.ts';

export interface PublicLogDeps {
  /** Folder of the log. */
  readonly folder: string;
  /** Folder of the keys. */
  readonly keysFolder: string;
  readonly tenant: string;
  /** Public address of the service: the log is named after its host when it is begun. */
  readonly publicUrl: string;
  readonly journal: Journal;
  readonly records: Pick<RecordLog, 'append' | 'newest'>;
  readonly keys: Pick<Keys, 'find'>;
  /** 32 bytes, see `createEntries`. */
  readonly secret: Uint8Array;
  /** The witnesses that are asked to cosign, and how they are reached; null: there are none. */
  readonly witnesses: { readonly policy: TrustPolicyFile; readonly post: WitnessPost } | null;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

/** The public log of an installation. */
export interface PublicLog {
  /** Its published files, for everybody. */
  readonly files: LogFiles;
  /**
   * When everything was last entered, milliseconds since 1970; 0: never since this process took it over. Null: this
   * process has not.
   */
  caughtUpAt(): number | null;
  /**
   * The proof that a case was entered when it was opened, a request of a person when it was answered, or a question, with
   * all that the entry hides: a file for its citizen. `texts`: shows besides what was written and answered. Null: it is
   * not in the log yet, or was erased.
   */
  proofOf(commit: Commit, of: Disclosed, texts: readonly CommittedText[] | null): Promise<string | null>;
  /** The public keys of the log, one per line as signed notes write them; empty: it has not begun. */
  publicKeys(): Promise<readonly string[]>;
  /** Continues it, beginning it if need be, until the end; in one process at a time. */
  sequence(lease: Lease, end: AbortSignal): Promise<void>;
}

/** Milliseconds until the next attempt after a failure. */
const retryIntervalMs = 60_000;

/** The record of the log in the journal; no account can have such an id. */
function recordStream(tenant: string): RecordStream {
  return { tenant, account: '(public log)', name: 'public log' };
}

/** Folder of the published files of a log; its other files are nobody else's business. */
export function publishedFolder(folder: string): string {
  return join(folder, 'public');
}

export function createPublicLog(deps: PublicLogDeps): PublicLog {
  const { folder, tenant, clock, log } = deps;
  const files = createDurableFiles(publishedFolder(folder), { file: 0o644, folder: 0o755 });
  let caughtUpAt: number | null = null;
  const stream = recordStream(tenant);

  /** The log's policy and signer; at the first start both are made, and the journal notes them. */
  async function open(): Promise<{ policy: LogPolicy; signer: LogSigner }> {
    const signerFor = await openLogKeys(deps.keysFolder, log);
    const newest = await deps.records.newest<PublicLogRecord>(stream);
    const noted = newest?.state.retired === false ? newest : null;
    const published = await files.read(policyPath);
    if (published === null && noted !== null) {
      throw new CodedError(
        'log.unusable',
        `The public log ${noted.state.origin} is not in ${folder}. Put back its newest copy, since a second one under its name would look like a forgery; if it is lost, run npm run log:retire.`,
      );
    }
    const origin = published === null ? originOf(deps.publicUrl) : parsePolicy(published).origin;
    const signer = signerFor(origin);
    const policy = published === null ? newPolicy(signer, clock()) : parsePolicy(published);
    if (published === null) await files.write(policyPath, Buffer.from(formatPolicy(policy)));
    const trust = publishedTrust(policy.keys, `${deps.publicUrl}/transparencia/log`, deps.witnesses?.policy ?? null);
    if (!(await files.read(trustPolicyPath))?.equals(Buffer.from(trust))) {
      await files.write(trustPolicyPath, Buffer.from(trust));
    }
    const key = idOf(signer);
    if (policy.keys.join() !== signer.keys.join() || (noted !== null && noted.state.key !== key)) {
      throw new CodedError(
        'log.unusable',
        `The keys in ${deps.keysFolder} are not those of the public log ${origin}. Put back the file with which it was begun.`,
      );
    }
    if (noted === null) {
      const state: PublicLogRecord = { record: 'public-log', shape: 1, origin, key, retired: false };
      await deps.records.append<PublicLogRecord>(stream, '', (known) =>
        known?.retired !== false ? { events: [{ type: 'log.begun', origin, key }], state } : null,
      );
      log.info({ origin }, 'public log begun');
    }
    return { policy, signer };
  }

  async function sequence(lease: Lease, end: AbortSignal): Promise<void> {
    const { journal, timer } = deps;
    // A store that is away for a moment is no reason to wait a minute.
    const { policy, signer } = await retry(open, { clock, timer, until: clock() + maxAwayMs, end });
    const roundingMs = policy.roundingSeconds * 1_000;
    const entriesOf = createEntries({ tenant, keys: deps.keys, secret: deps.secret, roundingMs });
    const batchFolder = join(folder, 'batches');
    const batches = createBatches(batchFolder, createDurableFiles(batchFolder, { file: 0o600, folder: 0o700 }));
    const caughtUp = () => {
      caughtUpAt = clock();
    };
    const figures = policy.figures ?? defaultFigures;
    const countFrom = (from: CountedFrom) => createQuestionCounter({ tenant, policy: { ...policy, figures } }, from);
    const checkpoint = createCheckpointFile(files, () => lease.held() && !end.aborted);
    const sequencer = {
      journal,
      entriesOf,
      countFrom,
      files: checkpoint.files,
      batches,
      signer,
      clock,
      timer,
      caughtUp,
    };
    const gathering = new AbortController();
    const gatherEnd = AbortSignal.any([end, lease.lost, gathering.signal]);
    const { witnesses } = deps;
    const gathered =
      witnesses === null
        ? Promise.resolve()
        : gatherCosignatures(
            { checkpoint, policy: witnesses.policy.policy, post: witnesses.post, clock, timer, log },
            gatherEnd,
          );
    try {
      await runSequencer(sequencer, lease, end);
    } finally {
      gathering.abort();
      await gathered;
    }
  }

  return {
    files,
    caughtUpAt: () => caughtUpAt,
    async publicKeys() {
      const published = await files.read(policyPath);
      return published === null ? [] : parsePolicy(published).keys;
    },
    async proofOf(commit, of, texts) {
      const published = await files.read(policyPath);
      if (published === null) return null;
      const { roundingSeconds, keys } = parsePolicy(published);
      const roundingMs = roundingSeconds * 1_000;
      const disclose = createDisclosure({ tenant, keys: deps.keys, secret: deps.secret, roundingMs });
      const disclosed = await disclose(commit, of);
      if (disclosed === null) return null;
      const shown = { keys, ...(texts === null ? {} : { texts }) };
      return proveEntry(files, disclosed, roundedTime(commit.at, roundingMs), shown);
    },
    async sequence(lease, end) {
      caughtUpAt ??= 0;
      try {
        await sequence(lease, end);
      } catch (error) {
        // Another process continues it.
        if (end.aborted || !lease.held()) return;
        log.error({ code: codeOf(error), error }, 'the public log cannot continue; it will be tried again');
        // A store that is away was waited for.
        if (codeOf(error) !== 'store.busy') await sleep(retryIntervalMs, deps.timer, end);
      }
    },
  };
}

/**
 * Sets a log aside, for another one to be begun at the next start: its folder and keys are renamed, and the journal notes
 * it. No service may run meanwhile. Returns the name that folder and keys end with.
 * @throws {CodedError} `log.unusable` when there is none
 */
export async function retireLog(
  deps: Pick<PublicLogDeps, 'folder' | 'keysFolder' | 'tenant'> & {
    readonly records: Pick<RecordLog, 'append' | 'newest'>;
  },
): Promise<{ readonly origin: string; readonly ending: string }> {
  const stream = recordStream(deps.tenant);
  const noted = await deps.records.newest<PublicLogRecord>(stream);
  if (noted === null || noted.state.retired) {
    throw new CodedError('log.unusable', 'There is no public log to set aside: the next start begins one.');
  }
  const { origin, key } = noted.state;
  const ending = `retired-${key}`;
  await renameIfThere(deps.folder, `${deps.folder}-${ending}`);
  await renameIfThere(join(deps.keysFolder, logKeysFile), join(deps.keysFolder, `${logKeysFile}-${ending}`));
  await deps.records.append<PublicLogRecord>(stream, '', (known) =>
    known === null ? null : { events: [{ type: 'log.retired', origin, key }], state: { ...known, retired: true } },
  );
  return { origin, ending };
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  }
}

/** The log's name: host and path of its address, without scheme and port. */
function originOf(publicUrl: string): string {
  return `${new URL(publicUrl).hostname}/transparencia/log`;
}

/** The id of the signer's first key, hex. */
function idOf({ keys }: LogSigner): string {
  return Buffer.from(keyIdOf(parseKey(keys[0] ?? ''))).toString('hex');
}
