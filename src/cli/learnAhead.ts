import { fileURLToPath } from 'node:url';
import { lessonsOf } from '../content/buildKnowledge.ts';
import { folderSource } from '../content/documents/source.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { keepParsed, recallParsed } from '../content/load/parsedFiles.ts';
import { keepLearnt } from '../content/trainingCache.ts';
import { CodedError } from '../core/model/errors.ts';
import { exitWell } from '../exitCodes.ts';
import { startLearning } from '../language/learn.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: node src/cli/learnAhead.ts FOLDER';

/**
 * The second half of `npm run build`: parses the content that ships with the bot and trains on it, into the given
 * folder. What a service of this machine has made of the same content, in `LEARNT_DIR`, is taken from there.
 */
await runCli(usage, async () => {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || folder.startsWith('-') || more.length > 0) throw new CodedError('input.invalid', usage);
  const others = process.env.LEARNT_DIR ? [process.env.LEARNT_DIR] : [];
  const { content, files } = await loadContent(
    folderSource(fileURLToPath(new URL('../../dialogs', import.meta.url))),
    null,
    await Promise.all([folder, ...others].map(recallParsed)),
  );
  await keepParsed(folder, files);
  await keepLearnt(folder, lessonsOf(content), startLearning, others);
  return exitWell;
});
