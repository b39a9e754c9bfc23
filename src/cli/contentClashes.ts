import { readConfig } from '../config.ts';
import { folderSource } from '../content/documents/source.ts';
import { findClashes } from '../content/gate/compareKnowledge.ts';
import type { Clash } from '../content/gate/views.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { exitWell } from '../exitCodes.ts';
import { loadEnvironment } from '../settings.ts';
import { noArguments } from './noArguments.ts';
import { runCli } from './runCli.ts';

const usage = 'Usage: npm run content:clashes';

/**
 * `npm run content:clashes`: the questions of `dialogs/` that another entry would answer if they did not stand where they do,
 * by their words. Many are only hard; those to be moved deserve a look.
 */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const { dialogsDir } = readConfig(loadEnvironment(), process.cwd());
  const { content } = await loadContent(folderSource(dialogsDir), null);
  const clashes = await findClashes(content);
  for (const clash of clashes) console.log(sayClash(clash));
  const pairs = new Set(clashes.map(({ wording, other }) => [wording.entry, other].sort().join(' ')));
  console.log(`${clashes.length} questions in ${pairs.size} pairs of entries.`);
  return exitWell;
});

function sayClash({ wording, other, near, confidence, advice }: Clash): string {
  const sure = `${Math.round(confidence * 100)} %`;
  const nearest = near === null ? '' : `, near "${near.text}"`;
  return `${advice}: "${wording.text}" (${wording.locale}) is under ${wording.entry} and reads as ${other} (${sure})${nearest}`;
}
