import { capabilities as discord } from '../../adapters/discord/capabilities.ts';
import { teamsCapabilities as teams } from '../../adapters/teams/capabilities.ts';
import { telegramCapabilities as telegram } from '../../adapters/telegram/capabilities.ts';
import { terminalCapabilities as withoutButtons } from '../../adapters/terminal/capabilities.ts';
import { terminalAccount } from '../../adapters/terminal/index.ts';
import { webchatCapabilities as web } from '../../adapters/webchat/capabilities.ts';
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
import { questionsIn, type Walked, walkFlow } from './flows/walkFlows.ts';
import { noArguments } from './noArguments.ts';
import { runCli } from './runCli.ts';

const usage = 'Write: npm run flows:check';

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
    channels: { web, telegram, teams, discord, 'no buttons': withoutButtons },
    now: Date.now(),
  };
  let isWell = problems.length === 0;
  for (const flow of knowledge.flows.all) {
    const walks = locales.flatMap((locale) =>
      Object.keys(deps.channels).map((channel) => ({ channel, locale, ...walkFlow(deps, flow, channel, locale) })),
    );
    const total = (of: (walk: Walked) => number) => walks.reduce((sum, walk) => sum + of(walk), 0);
    console.log(`\n${flow.id}: ${total(({ paths }) => paths)} paths, ${total((walk) => walk.turns)} messages`);
    for (const { id } of questionsIn(flow)) {
      const visits = total((walk) => walk.visits.get(id) ?? 0);
      if (visits === 0) isWell = false;
      console.log(`  ${id.padEnd(32)} ${String(visits).padStart(6)}${visits === 0 ? '  never reached' : ''}`);
    }
    for (const { channel, locale, faults } of walks)
      for (const fault of faults) {
        isWell = false;
        console.log(`  ${channel}, ${locale}: ${fault}`);
      }
  }
  return isWell ? exitWell : exitCodes['content.invalid'];
});
