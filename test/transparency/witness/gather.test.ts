import { expect, test } from '@jest/globals';
import { checkLog } from '../../../src/transparency/check/checkLog.ts';
import type { DurableFiles } from '../../../src/transparency/log/durableFiles.ts';
import { formatKey, parseNote } from '../../../src/transparency/note/signedNote.ts';
import { openTrusted, parseTrustPolicy } from '../../../src/transparency/note/trustPolicy.ts';
import { checkProof } from '../../../src/transparency/receipts/checkProof.ts';
import type { WitnessPost } from '../../../src/transparency/witness/askWitness.ts';
import { createCheckpointFile } from '../../../src/transparency/witness/checkpointFile.ts';
import { gatherCosignatures } from '../../../src/transparency/witness/gatherCosignatures.ts';
import { createWitness } from '../../../src/transparency/witness/witness.ts';
import { createClock } from '../../support/clock.ts';
import { createLog } from '../../support/log.ts';
import { createTimers } from '../../support/timers.ts';
import { until } from '../../support/until.ts';
import { keys } from '../support/grownLog.ts';
import { createMemoryLogFiles } from '../support/memoryFiles.ts';
import { provenCase } from '../support/provenCase.ts';
import { logLines, logOf, signerNamed } from './support.ts';

/** A log that asks three witnesses, of which two must cosign. */
function town(log = logOf(10)) {
  const clock = createClock(1_764_000_000_000);
  const timers = createTimers(clock);
  const processLog = createLog();
  const names = ['a', 'b', 'c'] as const;
  const witnesses = names.map((name) => {
    const signer = signerNamed(`${name}.example`);
    return {
      signer,
      ...createWitness({ files: createMemoryLogFiles(), signer, logKeys: keys, clock: clock.now }),
      isDown: false,
      asked: 0,
    };
  });
  const lines = witnesses.flatMap(({ signer }, index) => [
    ...signer.keys.map(
      (key, kind) => `witness ${names[index]}${kind} ${formatKey(key)} https://${names[index]}.example`,
    ),
    `group ${names[index]} any ${names[index]}0 ${names[index]}1`,
  ]);
  const policy = parseTrustPolicy([logLines, ...lines, 'group two 2 a b c', 'quorum two', ''].join('\n'));
  const post: WitnessPost = async (url, body) => {
    const witness = witnesses[names.findIndex((name) => url === `https://${name}.example/add-checkpoint`)];
    if (witness === undefined) throw new Error('nobody there');
    witness.asked += 1;
    // As litewitness has it.
    if (Buffer.byteLength(body) > 10 * 1024) return { status: 413, body: '' };
    if (witness.isDown) throw new Error('it does not answer');
    return witness.addCheckpoint(body);
  };
  const files: DurableFiles = log;
  let mayWrite = true;
  const checkpoint = createCheckpointFile(files, () => mayWrite);
  const end = new AbortController();
  const gathered = gatherCosignatures(
    { checkpoint, policy, post, clock: clock.now, timer: timers.timer, log: processLog },
    end.signal,
  );
  return {
    ...{ log, policy, witnesses, processLog, checkpoint },
    /** Waits for the round under way, and rings in the next one, so many milliseconds later. */
    async round(later = 5_000) {
      await until(() => timers.next() !== null);
      clock.advance(later);
      timers.ring();
      await until(() => timers.next() !== null);
    },
    grow: async (next: ReturnType<typeof logOf>) => {
      for (const [path, bytes] of next.all) if (path !== 'checkpoint') log.all.set(path, bytes);
      await checkpoint.files.write('checkpoint', next.all.get('checkpoint') ?? Buffer.alloc(0));
    },
    loseLease: () => {
      mayWrite = false;
    },
    trusted: (path = 'checkpoint') => openTrusted(String(log.all.get(path)), policy),
    async stop() {
      end.abort();
      await gathered;
    },
  };
}

test('a log publishes what its witnesses cosign, and asks them again when it has grown', async () => {
  const { round, grow, trusted, log, policy, witnesses, stop } = town();
  await round();
  expect(trusted().witnesses).toEqual(['a0', 'a1', 'b0', 'b1', 'c0', 'c1']);
  await round();
  expect(witnesses.map(({ asked }) => asked)).toEqual([1, 1, 1]);
  // A log that grows every second does not ask every second.
  await grow(logOf(200));
  await round();
  await grow(logOf(250));
  await round(1_000);
  expect(witnesses.map(({ asked }) => asked)).toEqual([2, 2, 2]);
  await grow(logOf(300));
  expect(() => trusted()).toThrow('no witness has');
  // Meanwhile the older one still counts, and the newest is known to continue it.
  const options = { keys: [], seen: null, trust: policy };
  expect(await checkLog(log, options)).toMatchObject({
    faults: [],
    witnessed: { size: 200 },
    checkpoint: { size: 300 },
  });
  await round();
  expect(await checkLog(log, options)).toMatchObject({ faults: [], witnessed: { size: 300 } });
  expect(trusted('checkpoint.witnessed').checkpoint.size).toBe(300);
  await stop();
});

test('a witness that is down holds up nothing, is left alone for longer and longer, and is asked again', async () => {
  const { round, grow, trusted, witnesses, processLog, stop } = town();
  const [down] = witnesses;
  if (down === undefined) throw new Error('there is none');
  down.isDown = true;
  for (let size = 20; size < 30; size += 1) {
    await grow(logOf(size));
    await round();
    expect(trusted().checkpoint.size).toBe(size);
    expect(trusted().witnesses).toEqual(['b0', 'b1', 'c0', 'c1']);
  }
  expect(down.asked).toBeLessThan(5);
  expect(processLog.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  down.isDown = false;
  await round(300_000);
  expect(trusted().witnesses).toContain('a0');
  expect(processLog.lines.at(-1)?.message).toContain('is back');
  await stop();
});

test('too few witnesses leave the newest checkpoint that had enough', async () => {
  const { round, grow, trusted, log, policy, witnesses, stop } = town();
  await round();
  for (const witness of witnesses.slice(1)) witness.isDown = true;
  await grow(logOf(20));
  await round();
  expect(() => trusted()).toThrow('only a0, a1 has');
  expect(trusted('checkpoint.witnessed').checkpoint.size).toBe(10);
  // A log without any such checkpoint does not meet the policy.
  log.all.delete('checkpoint.witnessed');
  const report = await checkLog(log, { keys: [], seen: null, trust: policy });
  expect(report.faults).toEqual([expect.stringContaining('have not cosigned')]);
  await stop();
});

test('a log that was put back or rewritten is found out by its witnesses, and goes on without them', async () => {
  const { round, grow, trusted, processLog, log, policy, stop } = town(logOf(40));
  await round();
  await grow(logOf(50, 1));
  await round();
  const errors = processLog.lines.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(3);
  expect(errors[0]?.fields).toMatchObject({ code: 'log.unusable', reason: 'it answers 422' });
  expect(() => trusted()).toThrow('no witness has');
  // The older checkpoint, which was cosigned, shows that the log was rewritten.
  const report = await checkLog(log, { keys: [], seen: null, trust: policy });
  expect(report.faults).toEqual([expect.stringContaining('the log was rewritten')]);
  await grow(logOf(30));
  await round(300_000);
  expect(processLog.lines.filter(({ level }) => level === 'error').at(-1)?.fields).toMatchObject({
    reason: 'it has cosigned 40 entries, and the log has 30',
  });
  await stop();
});

test('cosignatures never take the place of a newer checkpoint, nor are written without the lease', async () => {
  const { round, checkpoint, grow, trusted, loseLease, log, stop } = town();
  await round();
  const older = parseNote(String(log.all.get('checkpoint')));
  await grow(logOf(20));
  await checkpoint.cosign(older.text, older.signatures);
  expect(parseNote(String(log.all.get('checkpoint'))).text).toContain('\n20\n');
  loseLease();
  await round();
  expect(() => trusted()).toThrow('no witness has');
  expect(trusted('checkpoint.witnessed').checkpoint.size).toBe(10);
  await stop();
});

test('a proof holds the checkpoint that witnesses have confirmed, once they have', async () => {
  const { log, proof } = await provenCase({ before: 30, after: 5 });
  const { round, policy, stop } = town(log);
  const before = (await proof()) ?? '';
  expect(() => checkProof(before, policy)).toThrow('no witness has');
  await round();
  await stop();
  expect(checkProof((await proof()) ?? '', policy).witnesses).toEqual(['a0', 'a1', 'b0', 'b1', 'c0', 'c1']);
});
