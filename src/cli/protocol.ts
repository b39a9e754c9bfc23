import { learntAhead } from '../composition/learntAhead.ts';
import { type Environment, readConfig } from '../config.ts';
import { buildProtocol } from '../content/buildProtocol.ts';
import { folderSource } from '../content/documents/source.ts';
import { loadContent } from '../content/load/loadContent.ts';
import { createParsedCache } from '../content/load/parsedFiles.ts';
import { CodedError } from '../core/model/errors.ts';
import { loadEnvironment } from '../settings.ts';
import { logForCli, openForCli } from './openForCli.ts';
import { readProtocolCommand, usage } from './protocol/arguments.ts';
import { checkMessage } from './protocol/check.ts';
import { classifierOf } from './protocol/classifierOf.ts';
import { readProtocol } from './protocol/readProtocol.ts';
import { replay } from './protocol/replayRules.ts';
import { protocolStrings } from './protocol/strings.ts';
import { runCli } from './runCli.ts';

/**
 * `npm run protocol:check` and `npm run protocol:replay`: what would happen to a message, and what a change would
 * change.
 */
export async function protocol(
  argv: readonly string[],
  env: Environment,
  base: string,
  say: (line: string) => void,
): Promise<number> {
  const command = readProtocolCommand(argv);
  if (command.type === 'check') {
    const { dialogsDir, locale, learntDir } = readConfig(env, base);
    const parsed = createParsedCache({ folder: learntDir, ahead: learntAhead, log: logForCli(env) });
    const { content } = await loadContent(folderSource(dialogsDir), null, [await parsed.read()]);
    const openClassifier = () => classifierOf(content);
    const lines = checkMessage(command, { content, locale, now: Date.now(), openClassifier });
    for (const line of lines) say(line);
    return 0;
  }
  const { bot, config } = await openForCli(env, base);
  try {
    const strings = protocolStrings(config.locale);
    const content = bot.conversations.knowledge.content();
    const knowledge = bot.conversations.knowledge.current();
    const changed = await readProtocol(command.file, base, content);
    const classify = classifierOf(content);
    if (classify === null) {
      throw new CodedError('input.invalid', strings.replay.noClassifier);
    }
    await bot.accounts.registry.refresh();
    const lines = await replay({
      journal: bot.stores.journal,
      sealer: bot.conversations.sealer,
      knowledge,
      accounts: bot.accounts.registry.all(),
      before: buildProtocol(content),
      after: buildProtocol({ ...content, protocol: changed }),
      classify,
      strings,
    });
    for (const line of lines) say(line);
    return 0;
  } finally {
    await bot.close();
  }
}

if (import.meta.main) {
  await runCli(usage, () => protocol(process.argv.slice(2), loadEnvironment(), process.cwd(), console.log));
}
