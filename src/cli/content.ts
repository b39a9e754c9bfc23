import { loadEnvironment, readConfig } from '../config.ts';
import { entriesOf } from '../dialogs/entries.ts';
import { loadContent } from '../dialogs/loadContent.ts';
import { sayProblem } from '../dialogs/problem.ts';
import { exitCodes, exitWell } from '../exitCodes.ts';
import { runCli } from './runCli.ts';

/** `npm run content`: checks everything that the bot says and tells what to mend. */
await runCli(async () => {
  const { dialogsDir } = readConfig(loadEnvironment(), process.cwd());
  const { content, problems } = await loadContent(dialogsDir, null);
  for (const problem of problems) console.log(sayProblem(problem));
  const entries = entriesOf(content).filter(({ kind }) => kind === 'faq');
  console.log(`${entries.length} answers in ${Object.keys(content.faq).length} files, ${problems.length} problems.`);
  return problems.length === 0 ? exitWell : exitCodes['content.invalid'];
});
