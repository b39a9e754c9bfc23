import { fileURLToPath } from 'node:url';
import { lessonsOf } from '../dialogs/buildKnowledge.ts';
import { keepLearnt } from '../dialogs/keptLearning.ts';
import { loadContent } from '../dialogs/loadContent.ts';
import { exitWell } from '../exitCodes.ts';
import { startLearning } from '../language/learn.ts';
import { runCli } from './runCli.ts';

/** The second half of `npm run build`: learns the content that ships with the bot into the folder that is named. */
await runCli(async () => {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error('Name the folder to keep it in.');
  const { content } = await loadContent(fileURLToPath(new URL('../../dialogs', import.meta.url)), null);
  await keepLearnt(folder, lessonsOf(content), startLearning);
  return exitWell;
});
