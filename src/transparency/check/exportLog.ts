import { createDurableFiles } from '../log/durableFiles.ts';
import { formatPolicy, policyPath } from '../log/logPolicy.ts';
import type { LogFiles } from '../merkle/tileReader.ts';
import { type TileName, tilePath, tilesOf, tileWidth } from '../merkle/tiles.ts';
import { trustPolicyPath } from '../note/trustPolicyFile.ts';
import { witnessedPath } from '../witness/checkpointFile.ts';
import { checkLog, type LogReport } from './checkLog.ts';

/**
 * Checks a log and copies it into a folder that any web server can publish. Nothing is copied if something is wrong, or
 * if it does not continue the copy that is there. The checkpoint is written last.
 */
export async function exportLog(source: LogFiles, folder: string): Promise<LogReport> {
  const target = createDurableFiles(folder, { file: 0o644, folder: 0o755 });
  const seen = await target.read('checkpoint');
  const report = await checkLog(source, { keys: [], seen: seen === null ? null : seen.toString() });
  if (report.faults.length > 0) return report;
  for (const name of tilesOf(report.checkpoint.size)) {
    const { path, bytes } = await readTileFile(source, name);
    if (bytes !== null && !(await target.read(path))?.equals(bytes)) await target.write(path, bytes);
  }
  await target.write(policyPath, Buffer.from(formatPolicy(report.policy)));
  for (const path of [trustPolicyPath, witnessedPath]) {
    const bytes = await source.read(path);
    if (bytes !== null) await target.write(path, bytes);
  }
  await target.write('checkpoint', Buffer.from(report.signed));
  return report;
}

/** The file of a tile; if it has become full since, the full one. */
async function readTileFile(source: LogFiles, name: TileName): Promise<{ path: string; bytes: Uint8Array | null }> {
  const path = tilePath(name);
  const bytes = await source.read(path);
  if (bytes !== null) return { path, bytes };
  const full = tilePath({ ...name, width: tileWidth });
  return { path: full, bytes: await source.read(full) };
}
