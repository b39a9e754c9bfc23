import { codeOf } from '../../core/model/errors.ts';
import type { Clock, Timer } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { sleep } from '../../core/util/sleep.ts';
import { createTileReader } from '../merkle/tileReader.ts';
import { parseCheckpointText } from '../note/checkpoint.ts';
import { type Note, type NoteSignature, parseNote } from '../note/signedNote.ts';
import { hasSigned, isQuorum, type TrustPolicy } from '../note/trustPolicy.ts';
import { createWitnessClient, type WitnessClient, type WitnessPost } from './askWitness.ts';
import { type CheckpointFile, checkpointPath, cosigned } from './checkpointFile.ts';

/** Milliseconds between looks at the checkpoint. */
const lookIntervalMs = 1_000;
/** A witness is asked about a newer checkpoint after so many milliseconds at the earliest, and about the same one again after so many. */
const askIntervalMs = 5_000;
const renewalMs = 3_600_000;
/** Milliseconds for which a witness that failed is left alone: the first time, and at most. */
const firstPauseMs = 5_000;
const longestPauseMs = 300_000;

interface GatherDeps {
  readonly checkpoint: CheckpointFile;
  readonly policy: TrustPolicy;
  readonly post: WitnessPost;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
}

interface AskedWitness {
  readonly client: WitnessClient;
  failures: number;
  /** When it may be asked again, milliseconds since 1970. */
  pausedUntil: number;
  /** The checkpoint that it cosigned last, and when. */
  cosignedText: string;
  cosignedAt: number;
}

/**
 * Asks the witnesses of a policy to cosign each checkpoint, and publishes what they sign, until the end. The log never waits
 * for them: one that is down is asked again later, at longer and longer intervals.
 */
export async function gatherCosignatures(
  { checkpoint, policy, post, clock, timer, log }: GatherDeps,
  end: AbortSignal,
): Promise<void> {
  const { files } = checkpoint;
  const readTile = createTileReader(files);
  const keysByUrl = Map.groupBy(
    [...policy.witnesses.values()].filter(({ url }) => url !== null),
    ({ url }) => url ?? '',
  );
  const witnesses: readonly AskedWitness[] = [...keysByUrl].map(([url, signers]) => {
    const keys = signers.map(({ key }) => key);
    return {
      client: createWitnessClient(url, keys, post),
      failures: 0,
      pausedUntil: 0,
      cosignedText: '',
      cosignedAt: 0,
    };
  });

  async function askOne(witness: AskedWitness, signed: string, note: Note): Promise<readonly NoteSignature[]> {
    const { client } = witness;
    const failed = (fields: Readonly<Record<string, unknown>>) => {
      witness.pausedUntil = clock() + Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(witness.failures, 10));
      witness.failures += 1;
      if (witness.failures === 1)
        log.warn({ witness: client.url, ...fields }, 'a witness of the public log does not answer');
    };
    try {
      const outcome = await client.ask(signed, readTile, end);
      if ('cosignatures' in outcome) {
        if (witness.failures > 0) log.info({ witness: client.url }, 'a witness of the public log is back');
        witness.failures = 0;
        witness.cosignedText = note.text;
        witness.cosignedAt = clock();
        witness.pausedUntil = witness.cosignedAt + askIntervalMs;
        return outcome.cosignatures;
      }
      if (outcome.isContradicted) {
        log.error(
          { code: 'log.unusable', witness: client.url, reason: outcome.refused },
          'a witness has seen another history of the public log: was an older copy put back?',
        );
      }
      failed({ reason: outcome.refused });
    } catch (error) {
      if (!end.aborted) failed({ code: codeOf(error) });
    }
    return [];
  }

  /** Publishes what has been cosigned; the newest checkpoint with enough witnesses is kept besides. */
  async function publish(note: Note, cosignatures: readonly NoteSignature[]): Promise<void> {
    await checkpoint.cosign(note.text, cosignatures);
    const signed = cosigned(note.signatures, note.text, cosignatures);
    const [whole, head] = [parseNote(signed), parseCheckpointText(note.text)];
    const names = [...policy.witnesses].flatMap(([name, { key }]) => (hasSigned(key, whole, head) ? [name] : []));
    if (names.length > 0 && isQuorum(policy, new Set(names))) await checkpoint.keepWitnessed(signed);
  }

  async function round(): Promise<void> {
    const bytes = await files.read(checkpointPath);
    if (bytes === null) return;
    const signed = bytes.toString();
    const note = parseNote(signed);
    const now = clock();
    const due = witnesses.filter(
      ({ pausedUntil, cosignedText, cosignedAt }) =>
        pausedUntil <= now && (cosignedText !== note.text || now - cosignedAt >= renewalMs),
    );
    if (due.length === 0) return;
    const given = (await Promise.all(due.map((witness) => askOne(witness, signed, note)))).flat();
    if (given.length > 0) await publish(note, given);
  }

  while (!end.aborted && witnesses.length > 0) {
    try {
      await round();
    } catch (error) {
      log.warn({ code: codeOf(error), error }, 'cosignatures of the public log could not be published');
    }
    await sleep(lookIntervalMs, timer, end);
  }
}
