import { setImmediate } from 'node:timers/promises';
import { CodedError } from '../../core/model/errors.ts';
import type { Publication, PublishedFigures, ReadFigures } from '../../core/ports/publishedFigures.ts';
import { defaultFigures, type LogPolicy, parsePolicy, policyPath } from '../log/logPolicy.ts';
import { createTileReader, type LogFiles } from '../merkle/tileReader.ts';
import { tileWidth } from '../merkle/tiles.ts';
import { parseCheckpointText } from '../note/checkpoint.ts';
import { parseNote } from '../note/signedNote.ts';
import { figureQueries } from './queries.ts';
import { createTally } from './tally.ts';

/**
 * Counts the published files of a log, each entry once, and nothing else: all who have them get the same figures.
 * @throws {CodedError} `log.invalid`
 */
export function createFigures(files: LogFiles): ReadFigures {
  const readTile = createTileReader(files);
  const publications: Publication[] = [];
  let policy: LogPolicy | null = null;
  let tally: ReturnType<typeof createTally> | null = null;
  let size = 0;

  async function read(): Promise<PublishedFigures | null> {
    const [checkpoint, policyFile] = await Promise.all([files.read('checkpoint'), policy ?? files.read(policyPath)]);
    if (checkpoint === null || policyFile === null) return null;
    policy ??= parsePolicy(policyFile as Uint8Array);
    const counted = policy.figures ?? defaultFigures;
    tally ??= createTally(counted);
    const head = parseCheckpointText(parseNote(Buffer.from(checkpoint).toString()).text);
    if (head.size < size)
      throw new CodedError('log.invalid', 'The log has become smaller: another one was put in its place.');
    while (size < head.size) {
      const index = Math.floor(size / tileWidth);
      const width = Math.min(tileWidth, head.size - index * tileWidth);
      const entries = await readTile({ level: 'entries', index, width });
      for (const entry of entries.slice(size - index * tileWidth)) {
        const ended = tally.add(entry);
        if (ended !== null) publications.push(ended);
      }
      size = index * tileWidth + width;
      // Let messages be answered in between.
      await setImmediate();
    }
    return {
      form: 1,
      origin: policy.origin,
      period: counted.period,
      smallestCell: counted.smallestCell,
      queries: figureQueries,
      publications: [...publications],
    };
  }

  let reading: Promise<PublishedFigures | null> | null = null;
  return () => {
    reading ??= read()
      .catch((error: unknown) => {
        // Part of a bundle may have been counted: begin again.
        publications.length = 0;
        tally = null;
        size = 0;
        throw error;
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  };
}
