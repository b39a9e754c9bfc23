import { terminalAccount } from '../../adapters/terminal/index.ts';
import { readConfig } from '../config.ts';
import { rulesOnlyKnowledge } from '../content/buildKnowledge.ts';
import { versionOf } from '../content/content.ts';
import { folderSource } from '../content/documents/source.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { sayProblem } from '../content/problem.ts';
import { locales } from '../core/model/locale.ts';
import { exitCodes, exitWell } from '../exitCodes.ts';
import { createTranslator } from '../language/translator.ts';
import { loadEnvironment } from '../settings.ts';
import { coverageOf } from './flows/coverage.ts';
import { walkedChannels } from './flows/walkedChannels.ts';
import { questionsIn, type Walked, walkFlow } from './flows/walkFlows.ts';
import { noArguments } from './noArguments.ts';
import { runCli } from './runCli.ts';

const channels = Object.keys(walkedChannels);

const usage = 'Usage: npm run flows:check';

/** `npm run flows:check`: walks every path of every flow on every channel, and says which steps that reached. */
await runCli(usage, async () => {
  noArguments(process.argv.slice(2), usage);
  const config = readConfig(loadEnvironment(), process.cwd());
  const { content, problems } = await loadContent(folderSource(config.dialogsDir), null);
  for (const problem of problems) console.log(sayProblem(problem));
  const knowledge = rulesOnlyKnowledge(content, versionOf(content));
  const values = { ...content.council.values, privacyUrl: 'https://bot.example', caseUrl: 'https://bot.example/cas' };
  const deps = {
    knowledge,
    translate: createTranslator(content.phrases.phrases, values),
    account: terminalAccount(config),
    channels: walkedChannels,
    now: Date.now(),
  };
  let isWell = problems.length === 0;
  let questions = 0;
  let reached = 0;
  for (const flow of knowledge.flows.all) {
    const walks = locales.flatMap((locale) =>
      channels.map((channel) => ({ channel, locale, ...walkFlow(deps, flow, channel, locale) })),
    );
    const total = (of: (walk: Walked) => number) => walks.reduce((sum, walk) => sum + of(walk), 0);
    console.log(`\n${flow.id}: ${total(({ paths }) => paths)} paths, ${total((walk) => walk.turns)} messages`);
    const { lines, missed } = coverageOf(flow, walks);
    for (const line of lines) console.log(line);
    if (missed.length > 0) isWell = false;
    questions += questionsIn(flow).length * channels.length;
    reached += questionsIn(flow).length * channels.length - missed.length;
    for (const { channel, locale, faults } of walks)
      for (const fault of faults) {
        isWell = false;
        console.log(`  ${channel}, ${locale}: ${fault}`);
      }
  }
  console.log(`\n${reached} of ${questions} questions × channels reached. if: how often it held/did not`);
  return isWell ? exitWell : exitCodes['content.invalid'];
});
