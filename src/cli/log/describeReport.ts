import { exitCodes, exitWell } from '../../exitCodes.ts';
import type { LogReport } from '../../transparency/check/checkLog.ts';

/** Prints what a check of a log found. `success`: the last line when nothing is wrong. */
export function describeReport({ checkpoint, counts, faults }: LogReport, success: string): number {
  console.log(
    `${checkpoint.origin}: ${checkpoint.size} entries, root ${Buffer.from(checkpoint.root).toString('base64')}`,
  );
  for (const [type, count] of [...counts].sort(([one], [other]) => (one < other ? -1 : 1))) {
    console.log(`  ${String(count).padStart(8)}  ${type}`);
  }
  if (faults.length === 0) {
    console.log(success);
    return exitWell;
  }
  console.log('SOMETHING IS WRONG:');
  for (const fault of faults) console.log(`  ${fault}`);
  return exitCodes['log.invalid'];
}
