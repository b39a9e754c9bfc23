import { readConfig } from '../config.ts';
import { folderSource } from '../content/documents/source.ts';
import { entriesOf } from '../content/entries.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { sayProblem } from '../content/problem.ts';
import { exitCodes, exitWell } from '../exitCodes.ts';
import { loadEnvironment } from '../settings.ts';
import { noArguments } from './noArguments.ts';
import { runCli } from './runCli.ts';

const usage = 'Write: npm run content';

/** `npm run content`: checks all content of the bot and says what to fix. */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const { dialogsDir } = readConfig(loadEnvironment(), process.cwd());
  const { content, problems } = await loadContent(folderSource(dialogsDir), null);
  for (const problem of problems) console.log(sayProblem(problem));
  const entries = entriesOf(content).filter(({ kind }) => kind === 'faq');
  console.log(`${entries.length} answers in ${Object.keys(content.faq).length} files, ${problems.length} problems.`);
  return problems.length === 0 ? exitWell : exitCodes['content.invalid'];
});
